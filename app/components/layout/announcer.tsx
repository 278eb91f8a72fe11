import { useEffect, useRef } from "react";
import { useFetchers, useLocation, useNavigation } from "react-router";

const id = "announcer";

/** Has screen readers say a few words, when they have said what they are at. */
export function announce(words: string): void {
  const region = document.getElementById(id);
  if (!region) return;
  // The same words again are news to them only where the text has changed.
  region.textContent = region.textContent === words ? `${words}\u00a0` : words;
}

/**
 * The one polite region of the page. Says the title of another page, whose heading then gets the focus, as after
 * loading a page, or the tile of the picture that one comes back from; what is still there and had it within the page
 * (a search, the link to the next picture) keeps it. So it does when a form has taken away what had the focus, and
 * nothing took it instead.
 */
export function Announcer() {
  const { pathname } = useLocation();
  useRescuedFocus();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    const from = shown.current.split("/").at(-1) ?? "";
    shown.current = pathname;
    announce(document.title.replace(/ · Easel$/, ""));
    takeFocusTo(from);
  }, [pathname]);
  return <p id={id} aria-live="polite" className="sr-only" />;
}

/** Looks after each answer to a form whether what was pressed is still there. */
function useRescuedFocus(): void {
  const pressed = useRef<Element>(null);
  useNavigation();
  useFetchers();
  useEffect(() => {
    const onSubmit = () => {
      pressed.current = document.activeElement;
    };
    document.addEventListener("submit", onSubmit, { capture: true });
    return () => document.removeEventListener("submit", onSubmit, { capture: true });
  }, []);
  useEffect(() => {
    if (pressed.current?.isConnected !== false) return;
    pressed.current = null;
    if (document.activeElement === document.body) takeFocusTo("");
  });
}

/** To the heading, or to the tile of the picture that one comes back from. */
function takeFocusTo(tileId: string): void {
  const { activeElement } = document;
  if (document.querySelector("[role=dialog]") || activeElement?.closest("main *")) return;
  const tile = document.querySelector<HTMLElement>(`main a[id="${CSS.escape(tileId)}"]`);
  const heading = document.querySelector<HTMLElement>("main h1");
  heading?.setAttribute("tabindex", "-1");
  (tile ?? heading)?.focus({ preventScroll: true });
}

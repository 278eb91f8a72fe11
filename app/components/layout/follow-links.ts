import { useEffect } from "react";
import { matchRoutes, useNavigate, type NavigateFunction } from "react-router";
import { isPlainPress } from "./plain-press";

/** Takes the browser to the pages that plain links lead to (see `ui/page-link.tsx`), as React Router's own links do. */
export function useFollowedLinks(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onClick = (event: MouseEvent) => follow(event, navigate);
    document.addEventListener("click", onClick);
    document.addEventListener("pointerover", onPointed);
    document.addEventListener("focusin", onPointed);
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("pointerover", onPointed);
      document.removeEventListener("focusin", onPointed);
    };
  }, [navigate]);
}

/** What a page's own scripts have dealt with, and what opens a tab, a window or a file, is left to the browser. */
function follow(event: MouseEvent, navigate: NavigateFunction): void {
  const link = linkAt(event.target);
  if (!link || !isPlainPress(event) || event.defaultPrevented || !staysHere(link)) return;
  event.preventDefault();
  const { pathname, search, hash, href } = link;
  const { page = "" } = link.dataset;
  void navigate(pathname + search + hash, {
    replace: href === window.location.href,
    preventScrollReset: page === "put",
    state: Number(page) > 0 ? { steps: Number(page) } : null,
  });
}

function onPointed({ target }: Event): void {
  const link = linkAt(target);
  if (!link) return;
  fetchAhead(link);
  if (link.dataset["film"])
    import("./play-tile").then(({ playTile }) => playTile(link)).catch(() => {});
}

let ahead: HTMLAnchorElement | null = null;

/** Fetches the code of the page that a link leads to while it is pointed at: a press then waits for its data alone. */
function fetchAhead(link: HTMLAnchorElement): void {
  if (link === ahead || !staysHere(link)) return;
  ahead = link;
  const file = fileOf(link.pathname);
  // Where it cannot be had, the press says so.
  if (file) import(/* @vite-ignore */ file).catch(() => undefined);
}

function linkAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-page]") : null;
}

function staysHere(link: HTMLAnchorElement): boolean {
  const isOwnTab = link.target === "" || link.target === "_self";
  return isOwnTab && !link.hasAttribute("download") && link.origin === window.location.origin;
}

interface KnownRoute {
  path?: string;
  module: string;
}

function fileOf(pathname: string): string | undefined {
  const { __reactRouterManifest: manifest } = window as {
    __reactRouterManifest?: { routes: Record<string, KnownRoute> };
  };
  const routes = Object.values(manifest?.routes ?? {}).filter(({ path }) => path);
  return matchRoutes(routes, pathname)?.at(-1)?.route.module;
}

import { useEffect } from "react";
import { useLocation, useMatches, useNavigate } from "react-router";
import { Alert } from "~/components/ui/alert";
import { setNotice, useNotice } from "./notice";

export interface ShownPage {
  /** Path and search. */
  address: string;
  /** What each of its routes has loaded, by the route's id. */
  data: ReadonlyMap<string, unknown>;
  /** Gives up what is being loaded, and stays. */
  stay(): void;
}

let shown: ShownPage | null = null;

/** The page that is on the screen; null before there is one. */
export function shownPage(): ShownPage | null {
  return shown;
}

/** Remembers the page on the screen, and shows what is to be said over it. */
export function PageNotice() {
  const { pathname, search, hash, state } = useLocation();
  const matches = useMatches();
  const navigate = useNavigate();
  const words = useNotice();

  useEffect(() => {
    shown = {
      address: pathname + search,
      data: new Map(matches.map(({ id, loaderData }) => [id, loaderData])),
      stay: () =>
        void navigate(pathname + search + hash, {
          replace: true,
          preventScrollReset: true,
          defaultShouldRevalidate: false,
          state: state as unknown,
        }),
    };
  });

  useEffect(() => {
    const backOnline = () => setNotice(null);
    window.addEventListener("online", backOnline);
    return () => window.removeEventListener("online", backOnline);
  }, []);

  return (
    words && (
      <div className="fixed inset-x-4 top-18 z-60 mx-auto max-w-md rounded-control bg-surface shadow-lift">
        <Alert variant="destructive" title={words} />
      </div>
    )
  );
}

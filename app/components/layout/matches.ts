import type { UIMatch } from "react-router";
import type { GenerationKind } from "~/domain/generation";
import type { AccountView } from "~/domain/views";

/** What a route may say in `handle` of itself and the routes below it. */
export interface RouteHandle {
  /** False: the page ships no JavaScript at all. */
  scripts?: boolean;
  /**
   * `none`: the page fills the window, without header and footer; its error pages have both. `own`: the page and its
   * error pages bring a frame of their own, which names no account and no address.
   */
  frame?: "none" | "own";
}

/** What pages may answer beside their own facts. */
interface PageData {
  account?: AccountView | null;
  /** Something is still being made: without JavaScript the page loads itself again. */
  refreshSeconds?: number | null;
  /** Of the studio. */
  kind?: GenerationKind;
  start?: { model: string };
  /** The list of models is shown in place of the form. */
  isChoosingModel?: boolean;
}

const dataOf = (match: UIMatch | undefined) => (match?.loaderData ?? null) as PageData | null;

/** The account that the page's own loader brought along; null for visitors and where there is none. */
export function accountOf(matches: readonly UIMatch[]): AccountView | null {
  return dataOf(matches.at(-1))?.account ?? null;
}

/** True when the page's own loader found no live session, whatever the cookie says. */
export function isForVisitor(matches: readonly UIMatch[]): boolean {
  return dataOf(matches.at(-1))?.account === null;
}

/** The tab of the studio that is shown with its form; null where there is none. */
export function studioOf(matches: readonly UIMatch[]): GenerationKind | null {
  const { kind, start, isChoosingModel } = dataOf(matches.at(-1)) ?? {};
  return kind && start?.model && !isChoosingModel ? kind : null;
}

export function handleOf(matches: readonly UIMatch[]): {
  scripts: boolean;
  frame: "site" | "none" | "own";
  refreshSeconds: number | null;
} {
  const last = matches.at(-1);
  const { scripts, frame }: RouteHandle = Object.assign({}, ...matches.map(({ handle }) => handle));
  return {
    scripts: scripts !== false,
    frame: frame === "none" && dataOf(last) === null ? "site" : (frame ?? "site"),
    refreshSeconds: dataOf(last)?.refreshSeconds ?? null,
  };
}

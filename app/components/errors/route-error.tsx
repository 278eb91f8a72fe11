import { isRouteErrorResponse } from "react-router";
import { statusWords } from "~/domain/refusal-words";
import { ErrorScreen } from "./error-screen";

interface ErrorWords {
  title?: string;
  words?: string;
  requestId?: string | null;
  kept?: Readonly<Record<string, string>> | null;
}

/** What the server said; React Router itself answers a form that a page does not take. */
function wordsOf(error: unknown): Required<ErrorWords> {
  if (!isRouteErrorResponse(error)) return { ...statusWords(500), requestId: null, kept: null };
  const otherwise = statusWords(error.status === 405 ? 405 : 500);
  const said = typeof error.data === "object" ? (error.data as ErrorWords | null) : null;
  return { ...otherwise, requestId: null, kept: null, ...said };
}

/** The title of the page that shows this error. */
export function errorTitle(error: unknown): string {
  return `${wordsOf(error).title} · Easel`;
}

/** Any page's failure: what the server said about it, or that it was our mistake. */
export function RouteError({ error }: { error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  return <ErrorScreen status={status} {...wordsOf(error)} />;
}

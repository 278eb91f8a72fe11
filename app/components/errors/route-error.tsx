import { isRouteErrorResponse } from "react-router";
import { ErrorScreen } from "./error-screen";

interface ErrorWords {
  title?: string;
  words?: string;
  requestId?: string | null;
}

const fallback = {
  title: "Something went wrong",
  words: "This was our mistake, and it has been written down. Please try again.",
};

function wordsOf(error: unknown): ErrorWords {
  return isRouteErrorResponse(error) ? ((error.data ?? {}) as ErrorWords) : {};
}

/** The title of the page that shows this error. */
export function errorTitle(error: unknown): string {
  return `${wordsOf(error).title ?? fallback.title} · Easel`;
}

/** Any page's failure: what the server said about it, or that it was our mistake. */
export function RouteError({ error }: { error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const said = wordsOf(error);
  return (
    <ErrorScreen
      status={status}
      title={said.title ?? fallback.title}
      words={said.words ?? fallback.words}
      requestId={said.requestId ?? null}
    />
  );
}

import { isRouteErrorResponse } from "react-router";
import { pageErrorMessage, statusMessage } from "~/domain/status-messages";
import { ErrorScreen } from "./error-screen";

interface ErrorWords {
  title?: string;
  words?: string;
  requestId?: string | null;
  kept?: Readonly<Record<string, string>> | null;
}

/**
 * What the server said. What never got to a page is refused with its status and words of its own, or none; what broke
 * in the browser or on the way is in no log.
 */
function wordsOf(error: unknown): Required<ErrorWords> {
  if (!isRouteErrorResponse(error)) return { ...pageErrorMessage, requestId: null, kept: null };
  return {
    ...statusMessage(error.status),
    requestId: null,
    kept: null,
    ...errorWordsIn(error.data),
  };
}

/** Null for what a proxy on the way said. */
function errorWordsIn(data: unknown): ErrorWords | null {
  if (typeof data === "object") return data;
  if (typeof data !== "string" || !data.startsWith("{")) return null;
  try {
    return JSON.parse(data) as ErrorWords;
  } catch {
    return null;
  }
}

/** The title of the page that shows this error. */
export function errorTitle(error: unknown): string {
  return `${wordsOf(error).title} · Easel`;
}

/** Any page's failure: what the server said about it, or that nobody knows. */
export function RouteError({ error }: { error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  return <ErrorScreen status={status} {...wordsOf(error)} />;
}

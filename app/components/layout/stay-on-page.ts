import {
  data,
  isRouteErrorResponse,
  type DataStrategyResult,
  type MiddlewareFunction,
} from "react-router";
import { isServerThere } from "./missing-file";
import { noticeWords } from "./notice-words";
import { setNotice } from "./notice";
import { shownPage } from "./shown-page";

/**
 * What cannot be asked of the server now leaves the page as it is, with everything that was typed, and says so. A form
 * gets an empty answer, so that it can be sent again; a page that is loaded anew keeps its data; a link leads nowhere.
 * Where only a code file is gone (a deployment removes the old ones) the browser itself loads the page.
 */
export const stayOnPage: MiddlewareFunction<Record<string, DataStrategyResult>> = async (
  { request },
  next,
) => {
  const results = await next();
  if (request.signal.aborted) return results;
  const lost = Object.entries(results).filter(([, { type, result }]) => {
    return type === "error" && wordsFor(result) !== null;
  });
  const isMissingFile = Object.keys(results).some((id) => !hasFile(id));
  if (lost.length === 0 && !isMissingFile) {
    if (Object.keys(results).length > 0) setNotice(null);
    return results;
  }
  const isForm = request.method !== "GET";
  if (isMissingFile && (await isServerThere())) return await loadByBrowser(isForm, request.url);
  setNotice(wordsFor(lost[0]?.[1].result));
  const shown = shownPage();
  const { pathname, search } = new URL(request.url);
  if (!isForm && shown?.address !== pathname + search) {
    shown?.stay();
    return results;
  }
  for (const [id] of lost) {
    const result = isForm ? data({}, { status: 503 }) : shown?.data.get(id);
    results[id] = { type: "data", result };
  }
  return results;
};

/** What to say when the answer did not come from Easel's pages; null for one that did. */
function wordsFor(error: unknown): string | null {
  if (isRouteErrorResponse(error)) {
    // Ours carry facts. A page's text comes from a proxy, or from before a page is asked.
    const isOurs = typeof error.data !== "string" || [404, 405].includes(error.status);
    return isOurs ? null : noticeWords(error.status, wordsIn(String(error.data)));
  }
  // An error of the server comes without the place where it happened.
  const isFromServer = error instanceof Error && error.stack === undefined;
  return isFromServer || error instanceof Response ? null : noticeWords(null);
}

/** A form that came to another address than Easel's is refused with words that name the right one. */
function wordsIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { words?: string } | null)?.words;
  } catch {
    return undefined;
  }
}

/**
 * Whether React Router has the code of this route. The build makes it go on without, where it would reload the page
 * that is shown.
 */
function hasFile(routeId: string): boolean {
  const { __reactRouterRouteModules: modules } = window as { __reactRouterRouteModules?: object };
  return modules === undefined || routeId in modules;
}

/** Never resolves: the page that is left must not change before the next one is there. */
function loadByBrowser(isForm: boolean, url: string): Promise<never> {
  if (isForm) window.location.reload();
  else window.location.assign(url);
  return new Promise(() => {});
}

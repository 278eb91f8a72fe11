import { htmlOf, wholePage } from "./whole-page";

interface KeptPage {
  /** The page, cut at each place of its nonce. */
  parts: string[];
  headers: Headers;
  keptUntil: number;
}

export interface VisitorPages {
  /** The kept page with a nonce of its own, or null. */
  find(request: Request, nonce: string): Response | null;
  /** Keeps a page that is good for every visitor. */
  keep(request: Request, response: Response, nonce: string): void;
}

const keptMs = 1_000;
const maxPages = 100;

/**
 * Keeps pages for a second, so that a crowd of visitors costs one rendering a second and page. Only what is the same
 * for everyone: whole answers of 200 to a GET without cookies and without a query, that set no cookie. Each answer has
 * a nonce of its own.
 */
export function createVisitorPages(now: () => number = () => performance.now()): VisitorPages {
  const kept = new Map<string, KeptPage>();
  return {
    find(request, nonce) {
      const page = isForEveryone(request) ? kept.get(pathOf(request)) : undefined;
      if (page === undefined || page.keptUntil < now()) return null;
      return wholePage(Buffer.from(page.parts.join(nonce)), { headers: new Headers(page.headers) });
    },
    keep(request, response, nonce) {
      const html = htmlOf(response);
      if (!html || !isForEveryone(request) || !isKeepable(response)) return;
      const parts = html.toString().split(nonce);
      const headers = new Headers(response.headers);
      if (kept.size >= maxPages) kept.clear();
      kept.set(pathOf(request), { parts, headers, keptUntil: now() + keptMs });
    },
  };
}

/** A visitor's plain request for a page. Nothing else that a browser sends changes what comes back. */
function isForEveryone({ method, url, headers }: Request): boolean {
  return method === "GET" && !url.includes("?") && !headers.has("cookie");
}

function pathOf({ url }: Request): string {
  return new URL(url).pathname;
}

/** A page that is to be asked for each time, such as a shared one, may end at any moment. */
function isKeepable({ status, headers }: Response): boolean {
  const isAskedEachTime = headers.get("cache-control")?.includes("no-cache");
  return status === 200 && !isAskedEachTime && !headers.has("set-cookie");
}

import { errorPage } from "./error-page";
import { developmentPolicy, pagePolicy } from "./security-headers";

interface PageFacts {
  /** Undefined in development. */
  nonce: string | undefined;
  id: string;
}

/**
 * What every answer of the pages gets on its way out: the page policy with its nonce, no caching unless the route
 * says otherwise, and a plain page where a person would see an empty or unreadable failure.
 */
export function finishResponse(request: Request, response: Response, facts: PageFacts): Response {
  if (response.status === 405 && !response.headers.has("allow")) {
    // React Router does not say it: a route without an action, or one without a loader.
    response.headers.set("allow", request.method === "POST" ? "GET, HEAD" : "POST");
  }
  if (needsPage(request, response)) return asErrorPage(response, facts);
  const { headers } = response;
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  if (isPage(headers) && !headers.has("content-security-policy")) {
    headers.set(
      "content-security-policy",
      facts.nonce === undefined ? developmentPolicy : pagePolicy(facts.nonce),
    );
  }
  return response;
}

function isPage(headers: Headers): boolean {
  return headers.get("content-type")?.startsWith("text/html") ?? false;
}

function needsPage(request: Request, response: Response): boolean {
  if (response.status < 400 || isPage(response.headers) || request.method === "HEAD") return false;
  return response.body === null || (request.headers.get("accept") ?? "").includes("text/html");
}

function asErrorPage({ status, headers: given, body }: Response, { id }: PageFacts): Response {
  void body?.cancel();
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
  });
  for (const name of ["allow", "retry-after", "set-cookie"]) {
    for (const value of name === "set-cookie" ? given.getSetCookie() : [given.get(name)]) {
      if (value) headers.append(name, value);
    }
  }
  return new Response(errorPage(status, id), { status, headers });
}

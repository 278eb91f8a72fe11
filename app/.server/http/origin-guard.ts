import type { IncomingHttpHeaders } from "node:http";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Called by a machine that shows a secret of its own and sends no Origin. */
const exemptPaths = new Set(["/cron/cleanup", "/cron/work", "/cron/models"]);

/**
 * Tells whether a request may change something: it does not, or it comes from one of our own pages.
 * Browsers say so in Sec-Fetch-Site, which no page can forge; where that is absent (older browsers, plain http beyond
 * loopback) the Origin must be ours. Neither present → refused. See OWASP, Cross-Site Request Forgery Prevention.
 *
 * @param pathname as `readTarget` gives it: no other reader may make another path of it
 * @param ownOrigin the origin that this request is served under, such as `https://easel.example.org`
 */
export function isOwnRequest(
  method: string,
  pathname: string,
  headers: IncomingHttpHeaders,
  ownOrigin: string,
): boolean {
  if (safeMethods.has(method) || exemptPaths.has(pathname)) return true;
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  return headers.origin === ownOrigin;
}

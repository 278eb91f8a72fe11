import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Env } from "../env";
import { bodyLimitBytes } from "./body-limit";
import type { RequestFacts } from "./context";
import { isProxied } from "./hidden-visitors";
import { hasLongHeaders } from "./http-server";
import { isOwnRequest } from "./origin-guard";
import { answerOtherAddress, refuse } from "./refuse";
import { isOtherHost, isHost, isLoopbackHostHeader, ownOrigin, readTarget } from "./request-url";
import { addVary } from "./send-response";

/** One request on its way through the server. */
export interface Exchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  facts: RequestFacts;
  pathname: string;
  origin: string;
}

const reading = ["GET", "HEAD"];
const allMethods = [...reading, "POST"];

function methodsOf(pathname: string): readonly string[] {
  return pathname === "/healthz" || pathname === "/readyz" ? reading : allMethods;
}

/** What decides whose request this is and how it is read. Sent twice, the next reader may believe the other one. */
const singleHeaders = new Set([
  "host",
  "origin",
  "sec-fetch-site",
  "content-type",
  "content-length",
  "authorization",
]);

function repeatsHeader({ rawHeaders }: IncomingMessage): boolean {
  const names = rawHeaders
    .filter((_text, index) => index % 2 === 0)
    .map((name) => name.toLowerCase())
    .filter((name) => singleHeaders.has(name));
  return new Set(names).size < names.length;
}

/**
 * Checks a request before anything is read from it: method, headers, target, where it comes from, length. Null: it has
 * been refused with its plain page.
 */
export function admit(
  env: Env,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  facts: RequestFacts,
): Exchange | null {
  const { method = "", headers, url = "" } = incoming;
  const refused = (status: number) => {
    refuse(outgoing, status, facts.id);
    return null;
  };
  const methods = methodsOf(url.split("?", 1)[0] ?? "");
  if (!methods.includes(method)) {
    outgoing.setHeader("allow", methods.join(", "));
    return refused(405);
  }
  if (!isHost(headers.host) || repeatsHeader(incoming)) return refused(400);
  if (hasLongHeaders(incoming)) return refused(431);
  const target = readTarget(url);
  if ("refusedWith" in target) return refused(target.refusedWith);
  const { pathname } = target;
  const origin = ownOrigin(headers.host, env);
  const sendHome = (status: number, path: string) => {
    const asData = pathname.endsWith(".data");
    answerOtherAddress(outgoing, status, { publicOrigin: env.publicOrigin, path, asData });
    return null;
  };
  if (isUnusableAddress(env, incoming, origin)) return sendHome(421, url);
  if (!isOwnRequest(method, pathname, headers, origin)) {
    addVary(outgoing, "Sec-Fetch-Site, Origin");
    facts.log.warn(
      { origin: headers.origin, site: headers["sec-fetch-site"] },
      "refused a foreign form",
    );
    return isFromItsOwnPage(headers) ? sendHome(403, "/") : refused(403);
  }
  const limitBytes = bodyLimitBytes(headers["content-type"], pathname, env.importMaxBytes);
  if (Number(headers["content-length"] ?? 0) > limitBytes) return refused(413);
  return { incoming, outgoing, facts, pathname, origin };
}

/**
 * True for a browser that opens a page by an address whose forms would be refused. Where it says Sec-Fetch-Site they
 * are not; nor behind a proxy, which may ask for another host than its visitor did.
 */
function isUnusableAddress(
  { trustProxy }: Env,
  { method, headers }: IncomingMessage,
  origin: string,
): boolean {
  const isPage = method === "GET" && headers.accept?.includes("text/html");
  return (
    isPage === true &&
    headers["sec-fetch-site"] === undefined &&
    trustProxy === "none" &&
    !isProxied(headers) &&
    !isLoopbackHostHeader(headers.host) &&
    isOtherHost(headers.host, origin)
  );
}

/** True for a form of a page that Easel itself has served, under another name than its own. */
function isFromItsOwnPage({ host, origin = "" }: IncomingHttpHeaders): boolean {
  return URL.parse(origin)?.host === host;
}

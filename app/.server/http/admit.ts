import type { IncomingMessage, ServerResponse } from "node:http";
import type { Env } from "../env";
import { bodyLimitBytes } from "./body-limit";
import type { RequestFacts } from "./context";
import { hasLongHeaders } from "./http-server";
import { isOwnRequest } from "./origin-guard";
import { refuse } from "./refuse";
import { isHost, ownOrigin, readTarget } from "./request-url";
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
  const origin = ownOrigin(headers.host, env.publicOrigin);
  if (!isOwnRequest(method, pathname, headers, origin)) {
    addVary(outgoing, "Sec-Fetch-Site, Origin");
    facts.log.warn(
      { origin: headers.origin, site: headers["sec-fetch-site"] },
      "refused a foreign form",
    );
    return refused(403);
  }
  const limitBytes = bodyLimitBytes(headers["content-type"]);
  if (Number(headers["content-length"] ?? 0) > limitBytes) return refused(413);
  return { incoming, outgoing, facts, pathname, origin };
}

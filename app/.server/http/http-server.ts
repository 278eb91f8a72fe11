import { createServer, type IncomingMessage, type Server } from "node:http";
import { type ConnectionTimes, usualTimes } from "./connection-times.ts";

/** In characters: as much as usual proxies let through. What people type never travels in an address, but for a search. */
export const longestTarget = 8_000;

/** Names and values of the headers, cookies too, in characters. */
const longestHeaders = 16_384;

/** What is read of a request line and headers before they are checked, so that what is too long is told so by a page. */
const longestRead = 56_000;

/** Browsers send about 20; a platform in front of Easel adds as many again. */
const mostHeaders = 100;

/** True when there are over 100 headers, or when they alone, without the request target, are over 16 kB. */
export function hasLongHeaders({ rawHeaders }: IncomingMessage): boolean {
  const length = rawHeaders.reduce((sum, text) => sum + text.length, 0);
  return length > longestHeaders || rawHeaders.length / 2 > mostHeaders;
}

/**
 * A node:http server with Easel's limits, not listening yet: up to 56 kB of request target and headers are read, each in its time.
 */
export function createHttpServer(times: ConnectionTimes = usualTimes): Server {
  return createServer({
    maxHeaderSize: longestRead,
    headersTimeout: times.headMs,
    requestTimeout: times.requestMs,
    keepAliveTimeout: times.idleMs,
    connectionsCheckingInterval: times.checkMs,
    // Checked with everything else, so that its refusal is a page with the usual headers.
    requireHostHeader: false,
  });
}

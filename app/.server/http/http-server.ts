import { createServer, type IncomingMessage, type Server } from "node:http";
import { type ConnectionTimes, usualTimes } from "./connection-times.ts";

/**
 * In characters. Choosing a model puts the studio's form into the address: twice 2,000 characters of text, each up to nine
 * in percent-encoding, and the settings.
 */
export const longestTarget = 40_000;

/** Names and values of the headers, cookies too, in characters. */
const longestHeaders = 16_384;

/** Browsers send about 20; a platform in front of Easel adds as many again. */
const mostHeaders = 100;

/** True when there are over 100 headers, or when they alone, without the request target, are over 16 kB. */
export function hasLongHeaders({ rawHeaders }: IncomingMessage): boolean {
  const length = rawHeaders.reduce((sum, text) => sum + text.length, 0);
  return length > longestHeaders || rawHeaders.length / 2 > mostHeaders;
}

/**
 * A node:http server with Easel's limits, not listening yet: request target and headers up to 56 kB together, each in its time.
 */
export function createHttpServer(times: ConnectionTimes = usualTimes): Server {
  return createServer({
    maxHeaderSize: longestTarget + longestHeaders,
    headersTimeout: times.headMs,
    requestTimeout: times.requestMs,
    keepAliveTimeout: times.idleMs,
    connectionsCheckingInterval: times.checkMs,
    // Checked with everything else, so that its refusal is a page with the usual headers.
    requireHostHeader: false,
  });
}

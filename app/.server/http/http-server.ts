import { createServer, type IncomingMessage, type Server } from "node:http";
import { type ConnectionTimes, defaultTimes } from "./connection-times.ts";

/**
 * In characters: as much as usual proxies let through. What people type never travels in an address, but for a search.
 */
export const maxTargetLength = 8_000;

/** Names and values of the headers, cookies too, in characters. */
const maxHeadersLength = 16_384;

/**
 * What is read of a request line and headers before they are checked, so that what is too long is told so by a page.
 */
const maxReadLength = 56_000;

/** Browsers send about 20; a platform in front of Easel adds as many again. */
const maxHeaders = 100;

/** True when there are over 100 headers, or when they alone, without the request target, are over 16 kB. */
export function hasLongHeaders({ rawHeaders }: IncomingMessage): boolean {
  const length = rawHeaders.reduce((sum, text) => sum + text.length, 0);
  return length > maxHeadersLength || rawHeaders.length / 2 > maxHeaders;
}

/**
 * A node:http server with Easel's limits, not listening yet: up to 56 kB of request target and headers are read, each
 * in its time.
 */
export function createHttpServer(times: ConnectionTimes = defaultTimes): Server {
  return createServer({
    maxHeaderSize: maxReadLength,
    headersTimeout: times.headMs,
    // How long a body may take depends on what it brings: see limitBodyTime.
    requestTimeout: 0,
    keepAliveTimeout: times.idleMs,
    connectionsCheckingInterval: times.checkMs,
    // Checked with everything else, so that its refusal is a page with the usual headers.
    requireHostHeader: false,
  });
}

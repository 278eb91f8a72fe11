import { createServer, type Server } from "node:http";

/**
 * A node:http server with Easel's limits, not listening yet: headers up to 16 kB within 15 seconds, a whole request
 * within two minutes, idle connections kept for 65 seconds (longer than common proxies keep theirs).
 */
export function createHttpServer(): Server {
  return createServer({
    maxHeaderSize: 16_384,
    headersTimeout: 15_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5_000,
    // Checked with everything else, so that its refusal is a page with the usual headers.
    requireHostHeader: false,
  });
}

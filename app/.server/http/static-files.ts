import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";

export type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

const immutable = "public, max-age=31536000, immutable";
const shortLived = "public, max-age=300";

/** Serves the built client files, each in the precompressed form that the browser takes. Everything else goes on. */
export function serveFiles(directory: string): Middleware {
  return sirv(directory, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders(response, pathname) {
      response.setHeader("cache-control", pathname.startsWith("/assets/") ? immutable : shortLived);
      // A file that went away since the start, as in a build over a running server, ends this answer only.
      response.once("pipe", (file) => file.once("error", () => response.destroy()));
    },
  });
}

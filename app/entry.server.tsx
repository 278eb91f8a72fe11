import { Writable } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import {
  isRouteErrorResponse,
  ServerRouter,
  type EntryContext,
  type HandleErrorFunction,
  type RouterContextProvider,
} from "react-router";
import { AppError } from "~/.server/errors";
import { requestContext } from "~/.server/http/context";
import { nonceContext } from "~/.server/http/nonce";

/** The longest that a page's data may stream, in milliseconds. */
export const streamTimeout = 5_000;

/**
 * Renders one page as a whole. No page has parts that come later, so a stream would only cost: each of React's small writes
 * on its way through three kinds of streams.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const nonce = context.get(nonceContext);
  const { log } = context.get(requestContext);
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  let isShellDone = false;
  const { pipe, abort } = renderToPipeableStream(
    <ServerRouter context={entry} url={request.url} nonce={nonce} />,
    {
      nonce,
      onShellReady() {
        isShellDone = true;
      },
      onAllReady() {
        clearTimeout(timer);
        headers.set("Content-Type", "text/html; charset=utf-8");
        pipe(
          new Collector((html) => {
            headers.set("Content-Length", String(html.byteLength));
            resolve(new Response(html, { status, headers }));
          }),
        );
      },
      onShellError: reject,
      onError(error) {
        // What breaks the shell rejects above and is logged by React Router's call of handleError.
        if (isShellDone && !request.signal.aborted) log.error({ err: error }, "rendering failed");
      },
    },
  );
  const timer = setTimeout(abort, streamTimeout + 1_000);
  return promise.finally(() => clearTimeout(timer));
}

/** Keeps what React writes until it ends, without the queue of a stream that may have to wait. */
class Collector extends Writable {
  readonly #parts: Uint8Array[] = [];
  readonly #onEnd: (html: Buffer<ArrayBuffer>) => void;

  constructor(onEnd: (html: Buffer<ArrayBuffer>) => void) {
    super();
    this.#onEnd = onEnd;
  }

  override write(part: string | Uint8Array): boolean {
    this.#parts.push(typeof part === "string" ? Buffer.from(part) : part);
    return true;
  }

  override end(): this {
    this.#onEnd(Buffer.concat(this.#parts));
    return this;
  }
}

/** Logs what nobody expected. Requests that the browser gave up and failures with words of their own are not news. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof AppError) return;
  if (isRouteErrorResponse(error) && error.status < 500) return;
  context.get(requestContext).log.error({ err: error }, "page failed");
};

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import {
  constants,
  createBrotliCompress,
  createGzip,
  type BrotliCompress,
  type Gzip,
} from "node:zlib";
import { streamEvents, subscriptionOf } from "./event-stream.ts";
import { giveBack } from "../buffer-memory.ts";
import { isFleeting } from "./fleeting-bytes.ts";
import { htmlOf } from "./whole-page.ts";

type Encoding = "br" | "gzip";

const compressible =
  /^(text\/(html|css|plain|csv|javascript|xml|x-script)|application\/(json|manifest\+json|xml)|image\/svg\+xml)\b/;
const bodyless = new Set([204, 205, 304]);

/**
 * Writes a Response, compressed where the client accepts it and the kind gains from it. What the page has produced so
 * far is flushed whenever it pauses, so streamed pages arrive as they are made. Media pass as they are; event streams
 * are started. Resolves when everything is written or the client has gone; the body is canceled then. Rejects when the
 * body fails.
 */
export async function sendResponse(
  request: IncomingMessage,
  target: ServerResponse,
  response: Response,
): Promise<void> {
  for (const [name, value] of response.headers) {
    if (name === "set-cookie") target.appendHeader(name, value);
    else target.setHeader(name, value);
  }
  const html = htmlOf(response);
  const mayCompress = (html || response.body !== null) && isCompressible(response);
  if (mayCompress) addVary(target, "Accept-Encoding");
  const encoding = mayCompress ? acceptedEncoding(request.headers["accept-encoding"]) : null;
  if (encoding) {
    target.setHeader("content-encoding", encoding);
    target.removeHeader("content-length");
  }
  target.writeHead(response.status);
  const subscription = subscriptionOf(response);
  if (subscription && request.method !== "HEAD" && !isOver(target))
    return streamEvents(request, target, subscription);
  if (html && request.method !== "HEAD" && !isOver(target))
    return writeWhole(html, target, encoding ? createEncoder(encoding) : null);
  if (!response.body || request.method === "HEAD") {
    await response.body?.cancel();
    target.end();
    return;
  }
  const encoder = encoding ? createEncoder(encoding) : null;
  return pump(response.body, target, encoder, isFleeting(response) ? giveBack : undefined);
}

async function writeWhole(
  html: Buffer,
  target: ServerResponse,
  encoder: BrotliCompress | Gzip | null,
): Promise<void> {
  const finished = settled(target, target, "finish");
  if (!encoder) target.end(html);
  else {
    target.once("close", () => encoder.destroy());
    encoder.pipe(target);
    encoder.end(html);
  }
  return finished;
}

/** The best encoding that the client takes: brotli, gzip or none. Pure. */
export function acceptedEncoding(header: string | undefined): Encoding | null {
  const refused = /;\s*q=0(\.0*)?\s*$/;
  const names = (header ?? "")
    .split(",")
    .filter((part) => !refused.test(part))
    .map((part) => part.split(";", 1)[0]?.trim().toLowerCase());
  return names.includes("br") ? "br" : names.includes("gzip") ? "gzip" : null;
}

/** Adds a name to Vary unless it is there. */
export function addVary(target: ServerResponse, name: string): void {
  const present = String(target.getHeader("vary") ?? "");
  const names = present.split(",").map((each) => each.trim().toLowerCase());
  if (!names.includes(name.toLowerCase()))
    target.setHeader("vary", present ? `${present}, ${name}` : name);
}

function isCompressible({ status, headers }: Response): boolean {
  return (
    status !== 206 &&
    !bodyless.has(status) &&
    !headers.has("content-encoding") &&
    !headers.has("content-range") &&
    !/no-transform/.test(headers.get("cache-control") ?? "") &&
    compressible.test(headers.get("content-type") ?? "")
  );
}

function createEncoder(encoding: Encoding): BrotliCompress | Gzip {
  if (encoding === "gzip") return createGzip({ level: 6 });
  // The default window of 22 bits costs more than half of the throughput for the same bytes.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 16 };
  return createBrotliCompress({ params });
}

async function pump(
  body: ReadableStream<Uint8Array>,
  target: ServerResponse,
  encoder: BrotliCompress | Gzip | null,
  onWritten?: (chunk: Uint8Array) => void,
): Promise<void> {
  const reader = body.getReader();
  const onClose = () => {
    encoder?.destroy();
    reader.cancel().catch(ignoreLateFailure);
  };
  if (isOver(target)) return onClose();
  target.once("close", onClose);
  encoder?.pipe(target);
  const sink = encoder ?? target;
  let held: BrotliCompress | Gzip | null = null;
  try {
    for (;;) {
      const chunk = await nextChunk(reader, held);
      if (chunk === null || isOver(target)) break;
      held = encoder;
      if (!sink.write(chunk, () => onWritten?.(chunk))) await settled(sink, target, "drain");
    }
    if (!isOver(target)) await ended(sink, target);
  } finally {
    target.off("close", onClose);
  }
}

/** The client has gone, or the server has ended the response because it stops. */
function isOver(target: ServerResponse): boolean {
  return target.destroyed || target.writableEnded;
}

/** Reads on; when nothing comes at once, what `held` holds back is flushed meanwhile. Null at the end. */
async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  held: BrotliCompress | Gzip | null,
): Promise<Uint8Array | null> {
  const flush = held && setImmediate(() => held.flush());
  try {
    const { done, value } = await reader.read();
    return done ? null : value;
  } finally {
    if (flush) clearImmediate(flush);
  }
}

function ended(sink: Writable, target: ServerResponse): Promise<void> {
  const finished = settled(target, target, "finish");
  sink.end();
  return finished;
}

/** Waits for `event` of `emitter` or for the client to go. */
function settled(
  emitter: Writable,
  target: ServerResponse,
  event: "drain" | "finish",
): Promise<void> {
  if (target.destroyed) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => {
    emitter.off(event, done);
    target.off("close", done);
    resolve();
  };
  emitter.once(event, done);
  target.once("close", done);
  return promise;
}

/** The client has gone: nobody is left to tell. */
function ignoreLateFailure(): void {}

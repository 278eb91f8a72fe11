import type { Readable } from "node:stream";
import { AppError, isNotFound } from "~/.server/errors";
import { parseRange } from "./byte-range";
import { contentDisposition } from "./content-disposition";
import { thumbContentType } from "~/.server/media/stores/paths";
import type { MediaFile, MediaVariant, SharedMediaFile } from "../files-port";
import type { ByteRange, MediaStore, StoredObject } from "../store-port";

/** To whom a file is answered. */
interface Audience {
  /** Of this file and variant, as this audience gets it. */
  etag: string;
  headers: Readonly<Record<string, string>>;
}

const isDrawn = ({ hasFrame = true }: Pick<MediaFile, "hasFrame">) => !hasFrame;
const thumbName = (file: Pick<MediaFile, "hasFrame">) => (isDrawn(file) ? "drawn" : "thumb");

/**
 * A file never changes under its address, so its owner's browser keeps it for a year, but for a drawn poster, which may
 * become a frame.
 */
export const ownerOf = ({ sha256, ...file }: MediaFile, variant: MediaVariant): Audience => ({
  etag: variant === "thumb" ? `"${sha256}-${thumbName(file)}"` : `"${sha256}"`,
  headers: {
    "cache-control":
      variant === "thumb" && isDrawn(file)
        ? "private, no-cache"
        : "private, max-age=31536000, immutable",
    "cross-origin-resource-policy": "same-origin",
  },
});

/**
 * Strangers ask each time, so that a link that has ended shows nothing more. A hash of the original would tell whoever
 * guesses the prompt in it that the guess is right. Other sites may show what a link shows.
 */
export const strangersOf = (
  { id, showsPrompt, ...file }: SharedMediaFile,
  variant: MediaVariant,
): Audience => ({
  etag: `"${id}-${variant === "thumb" ? thumbName(file) : variant}${showsPrompt ? "-prompt" : ""}"`,
  headers: {
    "cache-control": "private, no-cache",
    "cross-origin-resource-policy": "cross-origin",
    "referrer-policy": "no-referrer",
  },
});

/**
 * Answers a GET or HEAD for one file: 200, 206 (one range, originals only), 304 or 416. Streams; the file is closed
 * when the client goes away. `?download` makes it an attachment. Errors: method_not_allowed; not_found when the object
 * has vanished; unavailable when it is not the one that its row describes.
 */
export async function serveMedia(
  request: Request,
  file: MediaFile,
  variant: MediaVariant,
  store: Pick<MediaStore, "open">,
  audience: Audience = ownerOf(file, variant),
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new AppError("method_not_allowed");
  const { etag } = audience;
  const headers = baseHeaders(request, file, variant, audience);
  if (matchesEtag(request.headers.get("if-none-match"), etag))
    return new Response(null, { status: 304, headers });
  const range = variant === "thumb" ? "whole" : requestedRange(request, etag, file.sizeBytes);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const opened = await openChecked(file, variant, store, range);
  headers.set("content-type", variant === "thumb" ? thumbContentType : file.contentType);
  headers.set(
    "content-length",
    String(range === "whole" ? opened.sizeBytes : range.end - range.start + 1),
  );
  if (range !== "whole")
    headers.set("content-range", `bytes ${range.start}-${range.end}/${opened.sizeBytes}`);
  const status = range === "whole" ? 200 : 206;
  return new Response(bodyFor(request, opened), { status, headers });
}

/** A media file opened by itself may run nothing and load nothing. */
function baseHeaders(
  request: Request,
  file: MediaFile,
  variant: MediaVariant,
  { etag, headers }: Audience,
): Headers {
  const as = new URL(request.url).searchParams.has("download") ? "attachment" : "inline";
  return new Headers({
    etag,
    "accept-ranges": variant === "thumb" ? "none" : "bytes",
    "content-disposition": contentDisposition(as, file, variant),
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    ...headers,
  });
}

/** `If-None-Match` compares weakly (RFC 9110, section 13.1.2). */
function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((part) => ["*", etag, `W/${etag}`].includes(part.trim()));
}

/** A range counts for GET alone, and only while `If-Range` names this very version. */
function requestedRange(request: Request, etag: string, sizeBytes: number) {
  const ifRange = request.headers.get("if-range");
  if (request.method !== "GET" || (ifRange !== null && ifRange.trim() !== etag)) return "whole";
  return parseRange(request.headers.get("range"), sizeBytes);
}

async function openChecked(
  file: MediaFile,
  variant: MediaVariant,
  store: Pick<MediaStore, "open">,
  range: ByteRange | "whole",
): Promise<StoredObject> {
  const path = variant === "thumb" ? file.thumbPath : file.path;
  const opened = await store.open(path, range === "whole" ? undefined : range).catch((cause) => {
    throw isNotFound(cause)
      ? new AppError("not_found", { cause, facts: { lost: file.id } })
      : cause;
  });
  if (variant === "thumb" || opened.sizeBytes === file.sizeBytes) return opened;
  opened.body.destroy();
  const cause = new Error(`${path} has ${opened.sizeBytes} bytes, its row says ${file.sizeBytes}`);
  throw new AppError("unavailable", { cause });
}

/** The file is closed when the request ends, also when the response is dropped before anyone reads from it. */
function bodyFor(request: Request, { body }: StoredObject): ReadableStream<Uint8Array> | null {
  if (request.method === "HEAD" || request.signal.aborted) {
    body.destroy();
    return null;
  }
  request.signal.addEventListener("abort", () => body.destroy(), { once: true });
  return toWebStream(body);
}

/** Reads on only when the client has taken what came before. */
function toWebStream(body: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel() {
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

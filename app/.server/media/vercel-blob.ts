import { Readable } from "node:stream";
import {
  BlobAccessError,
  BlobError,
  BlobNotFoundError,
  BlobServiceNotAvailable,
  BlobServiceRateLimited,
  copy,
  del,
  head,
  list,
} from "@vercel/blob";
import { readableOf } from "./blob-body";
import { tryRepeatedly, usualPatience, type BlobPatience } from "./blob-patience";
import { privately, upload } from "./blob-upload";
import { isMediaPath } from "./paths";
import type { ByteRange, MediaStore, StoredObject } from "./port";

export interface VercelBlobOptions {
  /** Of a private store: `vercel_blob_rw_{storeId}_{secret}`. */
  token: string;
  /** Reads objects; the SDK brings its own for everything else. */
  fetch: typeof globalThis.fetch;
  now(): number;
  patience?: BlobPatience;
}

const attempts = 4;
const deletedAtOnce = 100;
const listedAtOnce = 1000;
/** Always the same one, so that a crash leaves one behind at most, and the next check removes it. */
const probePath = "probe";
/** A store that could be written to lately is not written to again: each probe is paid for. */
const checkHoldsMs = 5 * 60_000;

/**
 * Keeps media in a private Vercel Blob store, where nothing else is kept. The token is given with every request, so that
 * VERCEL_OIDC_TOKEN and BLOB_STORE_ID mean nothing here. The SDK's own repetitions must be off (`keepBlobSdkFromRepeating`): this repeats
 * by itself what may pass, a few times. Errors: not_found; unavailable, retryable unless the token or the store is refused.
 * Throws a TypeError for a token of another form, and for a path that Easel never makes.
 * Source: https://vercel.com/docs/vercel-blob, and the code of @vercel/blob 2.8.
 */
export function createVercelBlobStore(options: VercelBlobOptions): MediaStore {
  const { token, fetch, now, patience = usualPatience } = options;
  const reader = { token, fetch, origin: originOf(token) };
  const ask = { patience, attempts, limitMs: patience.answerMs };
  let checkedAt = Number.NEGATIVE_INFINITY;

  return {
    name: "vercel-blob",
    async put(path, bytes, contentType, signal) {
      const job = { token, patience, attempts, path: checked(path), contentType, signal };
      return { sizeBytes: await upload(job, bytes) };
    },
    async copy(from, to) {
      const paths = [checked(from), checked(to)] as const;
      await tryRepeatedly((abortSignal) => copy(...paths, { ...privately, token, abortSignal }), {
        ...ask,
        limitMs: patience.partMs,
      });
    },
    async open(path, range) {
      const file = checked(path);
      return await tryRepeatedly((signal) => openObject(reader, file, range, signal), ask);
    },
    async delete(paths) {
      const all = paths.map(checked);
      for (let start = 0; start < all.length; start += deletedAtOnce) {
        const some = all.slice(start, start + deletedAtOnce);
        await tryRepeatedly((abortSignal) => del(some, { token, abortSignal }), ask);
      }
    },
    async *list(prefix) {
      let cursor: string | undefined;
      do {
        const page = await tryRepeatedly(
          (abortSignal) =>
            list({ prefix, limit: listedAtOnce, token, abortSignal, ...(cursor && { cursor }) }),
          ask,
        );
        for (const { pathname, size, uploadedAt } of page.blobs)
          yield { path: pathname, sizeBytes: size, modifiedAt: uploadedAt };
        cursor = page.hasMore ? page.cursor : undefined;
      } while (cursor);
    },
    async check() {
      if (now() - checkedAt < checkHoldsMs) return;
      const once = { ...ask, attempts: 1 };
      const job = { token, patience, attempts: 1, path: probePath, contentType: "text/plain" };
      await upload(job, Uint8Array.of(0));
      await tryRepeatedly((abortSignal) => del(probePath, { token, abortSignal }), once);
      checkedAt = now();
    },
  };
}

function checked(path: string): string {
  if (!isMediaPath(path)) throw new TypeError("Not a media path");
  return path;
}

/** Where the objects of the token's store are read. */
function originOf(token: string): string {
  const [, storeId] = /^vercel_blob_rw_([a-zA-Z0-9]+)_./.exec(token) ?? [];
  if (!storeId) throw new TypeError("Not the read-write token of a Vercel Blob store");
  return `https://${storeId.toLowerCase()}.private.blob.vercel-storage.com`;
}

interface Reader {
  token: string;
  fetch: typeof globalThis.fetch;
  origin: string;
}

/** The SDK's `get` hides the status of an answer, so this asks the store's host itself. */
async function openObject(
  { token, fetch, origin }: Reader,
  path: string,
  range: ByteRange | undefined,
  signal: AbortSignal,
): Promise<StoredObject> {
  const headers = {
    authorization: `Bearer ${token}`,
    "accept-encoding": "identity",
    ...(range && { range: `bytes=${range.start}-${range.end}` }),
  };
  const response = await fetch(`${origin}/${path}`, { headers, signal, redirect: "manual" });
  const { status, body } = response;
  if (status === 206 && range && body) {
    const [first, sizeBytes] = rangeOf(response);
    if (first === range.start && sizeBytes !== null) return { body: readableOf(body), sizeBytes };
  }
  if (status === 200 && body) {
    const sizeBytes = lengthOf(response) ?? (await head(path, { token, abortSignal: signal })).size;
    return { body: readableOf(body, range), sizeBytes };
  }
  await body?.cancel();
  const [, sizeBytes] = rangeOf(response);
  if (status === 416 && sizeBytes !== null) return { body: Readable.from([]), sizeBytes };
  throw refusalOf(response);
}

/** First byte, and size of the whole object, as `content-range` says; null for what it does not say. */
function rangeOf({ headers }: Response): [first: number | null, sizeBytes: number | null] {
  const said = headers.get("content-range") ?? "";
  const [, first, size] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(said) ?? [];
  return [first ? Number(first) : null, size ? Number(size) : null];
}

function lengthOf({ headers }: Response): number | null {
  const said = headers.get("content-length");
  return said === null ? null : Number(said);
}

/** The SDK's error for an answer of the store's host. */
function refusalOf({ status, headers }: Response): BlobError {
  if (status === 404) return new BlobNotFoundError();
  if (status === 401 || status === 403) return new BlobAccessError();
  if (status === 429) return new BlobServiceRateLimited(Number(headers.get("retry-after")) || 0);
  if (status >= 500 || status < 300) return new BlobServiceNotAvailable();
  return new BlobError(`Reading an object was answered with status ${status}`);
}

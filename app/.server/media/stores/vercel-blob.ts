import { copy, del, list } from "@vercel/blob";
import { createBlobAccess, type BlobAccess, type BlobCredentials } from "./blob-access";
import { withRetries, defaultBlobTimeouts, type BlobTimeouts } from "./retry-policy";
import { openObject } from "./blob-read";
import { stopBlobRetries } from "./blob-retries";
import { privateObject, upload } from "./blob-upload";
import { isMediaPath } from "./paths";
import type { ListedObject, MediaStore } from "../store-port";

export interface VercelBlobOptions {
  credentials: BlobCredentials;
  /** Reads objects; the SDK brings its own for everything else. */
  fetch: typeof globalThis.fetch;
  now(): number;
  timeouts?: BlobTimeouts;
}

const attempts = 4;
const deleteBatchSize = 100;
const listPageSize = 1000;
/** Always the same one, so that a crash leaves one behind at most, and the next check removes it. */
const probePath = "probe";
/** A store that could be written to lately is not written to again: each probe is paid for. */
const checkValidMs = 5 * 60_000;

/**
 * Keeps media in a private Vercel Blob store, where nothing else is kept. The credentials are given with every request,
 * so that the environment means nothing to the SDK. From the first such store on the SDK repeats nothing in this
 * process: the store repeats what may pass, a few times. What this process has just written is never read from an older
 * copy. Errors: not_found; unavailable, retryable unless the store refuses, with the fact `store` (`suspended`,
 * `missing`, `refused` or `busy`) where it says why. Throws a TypeError for credentials of another form, and for a path
 * that Easel never makes. Source: https://vercel.com/docs/vercel-blob, and the code of @vercel/blob 2.8.
 */
export function createVercelBlobStore(options: VercelBlobOptions): MediaStore {
  stopBlobRetries();
  const { credentials, fetch, now, timeouts = defaultBlobTimeouts } = options;
  const access = createBlobAccess(credentials);
  const { sdk } = access;
  const retryOptions = { timeouts, attempts, timeoutMs: timeouts.responseMs };
  const written = createEtagCache(now);
  let checkedAt = Number.NEGATIVE_INFINITY;

  const listPage = (prefix: string, from: string | null) =>
    withRetries((signal) => readPage(sdk, prefix, from, signal), retryOptions);

  return {
    name: "vercel-blob",
    async put(path, bytes, contentType, signal) {
      const job = { sdk, timeouts, attempts, path: checked(path), contentType, signal };
      const { sizeBytes, etag } = await upload(job, bytes);
      written.set(path, etag);
      return { sizeBytes };
    },
    async copy(from, to) {
      const paths = [checked(from), checked(to)] as const;
      const { etag } = await withRetries(
        (abortSignal) => copy(...paths, { ...privateObject, ...sdk, abortSignal }),
        { ...retryOptions, timeoutMs: timeouts.partMs },
      );
      written.set(to, etag);
    },
    async open(path, range, { isFresh = false } = {}) {
      const reading = { access, fetch, path: checked(path), range, isFresh };
      const etag = written.get(path);
      return await withRetries((signal) => openObject({ ...reading, etag }, signal), retryOptions);
    },
    async delete(paths) {
      const all = paths.map(checked);
      for (let start = 0; start < all.length; start += deleteBatchSize) {
        const some = all.slice(start, start + deleteBatchSize);
        await withRetries((abortSignal) => del(some, { ...sdk, abortSignal }), retryOptions);
        for (const path of some) written.set(path, noEtag);
      }
    },
    async *list(prefix) {
      for (let from: string | null = null; ;) {
        const { objects, next } = await listPage(prefix, from);
        yield* objects;
        if (next === null) return;
        from = next;
      }
    },
    page: (from) => listPage("", from),
    async check() {
      if (now() - checkedAt < checkValidMs) return;
      const once = { ...retryOptions, attempts: 1 };
      const job = { sdk, timeouts, attempts: 1, path: probePath, contentType: "text/plain" };
      await upload(job, Uint8Array.of(0));
      await withRetries((abortSignal) => del(probePath, { ...sdk, abortSignal }), once);
      checkedAt = now();
    },
  };
}

async function readPage(
  sdk: BlobAccess["sdk"],
  prefix: string,
  from: string | null,
  abortSignal: AbortSignal,
): Promise<{ objects: ListedObject[]; next: string | null }> {
  const where = { prefix, limit: listPageSize, ...(from && { cursor: from }) };
  const { blobs, hasMore, cursor } = await list({ ...where, ...sdk, abortSignal });
  const objects = blobs.map(({ pathname, size, uploadedAt }) => ({
    ...{ path: pathname, sizeBytes: size, modifiedAt: uploadedAt },
  }));
  return { objects, next: (hasMore && cursor) || null };
}

/** After an overwrite or a deletion the network may give out the older bytes for so long. */
const staleMs = 60_000;

/** The tag of no object. */
const noEtag = "";

/** What has been written or deleted lately, by path, for as long as older copies of it may be given out. */
function createEtagCache(now: () => number) {
  const entries = new Map<string, { etag: string; at: number }>();
  const isOver = ({ at }: { at: number }) => now() - at > staleMs;
  return {
    get(path: string): string | null {
      const found = entries.get(path);
      return found && !isOver(found) ? found.etag : null;
    },
    set(path: string, etag: string): void {
      // The oldest come first.
      for (const [each, entry] of entries) {
        if (!isOver(entry)) break;
        entries.delete(each);
      }
      entries.delete(path);
      entries.set(path, { etag, at: now() });
    },
  };
}

function checked(path: string): string {
  if (!isMediaPath(path)) throw new TypeError("Not a media path");
  return path;
}

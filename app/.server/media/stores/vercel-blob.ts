import { copy, del, list } from "@vercel/blob";
import { accessBy, type BlobCredentials } from "./blob-access";
import { tryRepeatedly, usualPatience, type BlobPatience } from "./blob-patience";
import { openObject } from "./blob-read";
import { stopBlobRetries } from "./blob-retries";
import { privately, upload } from "./blob-upload";
import { isMediaPath } from "./paths";
import type { MediaStore } from "../port";

export interface VercelBlobOptions {
  credentials: BlobCredentials;
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
 * Keeps media in a private Vercel Blob store, where nothing else is kept. The credentials are given with every request, so that the
 * environment means nothing to the SDK. From the first such store on the SDK repeats nothing in this process: the store repeats what
 * may pass, a few times. What this process has just written is never read from an older copy. Errors: not_found; unavailable, retryable
 * unless the store refuses, with the fact `store` (`suspended`, `missing`, `refused` or `busy`) where it says why. Throws a TypeError for
 * credentials of another form, and for a path that Easel never makes.
 * Source: https://vercel.com/docs/vercel-blob, and the code of @vercel/blob 2.8.
 */
export function createVercelBlobStore(options: VercelBlobOptions): MediaStore {
  stopBlobRetries();
  const { credentials, fetch, now, patience = usualPatience } = options;
  const access = accessBy(credentials);
  const { sdk } = access;
  const ask = { patience, attempts, limitMs: patience.answerMs };
  const written = rememberEtags(now);
  let checkedAt = Number.NEGATIVE_INFINITY;

  return {
    name: "vercel-blob",
    async put(path, bytes, contentType, signal) {
      const job = { sdk, patience, attempts, path: checked(path), contentType, signal };
      const { sizeBytes, etag } = await upload(job, bytes);
      written.set(path, etag);
      return { sizeBytes };
    },
    async copy(from, to) {
      const paths = [checked(from), checked(to)] as const;
      const { etag } = await tryRepeatedly(
        (abortSignal) => copy(...paths, { ...privately, ...sdk, abortSignal }),
        { ...ask, limitMs: patience.partMs },
      );
      written.set(to, etag);
    },
    async open(path, range, { isFresh = false } = {}) {
      const reading = { access, fetch, path: checked(path), range, isFresh };
      const etag = written.get(path);
      return await tryRepeatedly((signal) => openObject({ ...reading, etag }, signal), ask);
    },
    async delete(paths) {
      const all = paths.map(checked);
      for (let start = 0; start < all.length; start += deletedAtOnce) {
        const some = all.slice(start, start + deletedAtOnce);
        await tryRepeatedly((abortSignal) => del(some, { ...sdk, abortSignal }), ask);
        for (const path of some) written.set(path, nothing);
      }
    },
    async *list(prefix) {
      let cursor: string | undefined;
      do {
        const page = await tryRepeatedly(
          (abortSignal) =>
            list({ prefix, limit: listedAtOnce, ...sdk, abortSignal, ...(cursor && { cursor }) }),
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
      const job = { sdk, patience, attempts: 1, path: probePath, contentType: "text/plain" };
      await upload(job, Uint8Array.of(0));
      await tryRepeatedly((abortSignal) => del(probePath, { ...sdk, abortSignal }), once);
      checkedAt = now();
    },
  };
}

/** After an overwrite or a deletion the network may give out the older bytes for so long. */
const staleMs = 60_000;

/** The tag of no object. */
const nothing = "";

/** What has been written or deleted lately, by path, for as long as older copies of it may be given out. */
function rememberEtags(now: () => number) {
  const known = new Map<string, { etag: string; at: number }>();
  const isOver = ({ at }: { at: number }) => now() - at > staleMs;
  return {
    get(path: string): string | null {
      const found = known.get(path);
      return found && !isOver(found) ? found.etag : null;
    },
    set(path: string, etag: string): void {
      // The oldest come first.
      for (const [each, entry] of known) {
        if (!isOver(entry)) break;
        known.delete(each);
      }
      known.delete(path);
      known.set(path, { etag, at: now() });
    },
  };
}

function checked(path: string): string {
  if (!isMediaPath(path)) throw new TypeError("Not a media path");
  return path;
}

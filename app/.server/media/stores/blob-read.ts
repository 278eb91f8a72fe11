import { Readable } from "node:stream";
import {
  BlobAccessError,
  BlobError,
  BlobServiceNotAvailable,
  BlobServiceRateLimited,
  head,
} from "@vercel/blob";
import type { BlobAccess } from "./blob-access";
import { toReadable } from "./blob-body";
import type { ByteRange, StoredObject } from "../store-port";

export interface ReadOptions {
  access: BlobAccess;
  fetch: typeof globalThis.fetch;
  path: string;
  range: ByteRange | undefined;
  /** Past the network's copies, which may be a minute old after an overwrite. Slower, and costs more. */
  isFresh: boolean;
  /** Of what lies there, as far as it is known: an older copy is not taken for it. */
  etag: string | null;
}

/**
 * Opens an object at the store's own host: the SDK's `get` hides the status of an answer. Throws the SDK's errors. The
 * host does not say whether it is the object, the store or the token that it does not take, so the API is asked then,
 * which answers in codes.
 */
export async function openObject(options: ReadOptions, signal: AbortSignal): Promise<StoredObject> {
  const { access, fetch, path, range, isFresh, etag } = options;
  const headers = {
    authorization: `Bearer ${access.bearer}`,
    "accept-encoding": "identity",
    ...(range && { range: `bytes=${range.start}-${range.end}` }),
  };
  const address = `${access.origin}/${path}${isFresh ? "?cache=0" : ""}`;
  const response = await fetch(address, { headers, signal, redirect: "manual" });
  const { status, body } = response;
  const fetchHead = () => head(path, { ...access.sdk, abortSignal: signal });
  const reopen = async () => {
    await body?.cancel();
    return await openObject({ ...options, isFresh: true }, signal);
  };
  if (etag !== null && !isFresh && response.ok && response.headers.get("etag") !== etag)
    return await reopen();
  if (status === 206 && range && body) {
    const [first, sizeBytes] = rangeOf(response);
    if (first === range.start && sizeBytes !== null) return { body: toReadable(body), sizeBytes };
  }
  if (status === 200 && body) {
    const sizeBytes = lengthOf(response) ?? (await fetchHead()).size;
    return { body: toReadable(body, range), sizeBytes };
  }
  const [, sizeBytes] = rangeOf(response);
  if (status === 416 && sizeBytes !== null) {
    await body?.cancel();
    return { body: Readable.from([]), sizeBytes };
  }
  if (status === 401 || status === 403 || status === 404) await fetchHead();
  // The object is there, though the network says that it is not.
  if (status === 404 && !isFresh) return await reopen();
  await body?.cancel();
  throw refusalOf(response);
}

/** First byte, and size of the whole object, as `content-range` says; null for what it does not say. */
function rangeOf({ headers }: Response): [first: number | null, sizeBytes: number | null] {
  const header = headers.get("content-range") ?? "";
  const [, first, size] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(header) ?? [];
  return [first ? Number(first) : null, size ? Number(size) : null];
}

function lengthOf({ headers }: Response): number | null {
  const header = headers.get("content-length");
  return header === null ? null : Number(header);
}

/** The SDK's error for an answer of the store's host. */
function refusalOf({ status, headers }: Response): BlobError {
  if (status === 401 || status === 403) return new BlobAccessError();
  if (status === 429) return new BlobServiceRateLimited(Number(headers.get("retry-after")) || 0);
  if (status === 404 || status >= 500 || status < 300) return new BlobServiceNotAvailable();
  return new BlobError(`Reading an object was answered with status ${status}`);
}

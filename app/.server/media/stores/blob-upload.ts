import { addAbortSignal, Readable } from "node:stream";
import {
  completeMultipartUpload,
  createMultipartUpload,
  put,
  uploadPart,
  type Part,
} from "@vercel/blob";
import { AppError, isNotFound } from "~/.server/errors";
import type { BlobAccess } from "./blob-access";
import { withRetries, type BlobTimeouts } from "./retry-policy";

/** The store takes no smaller ones, except for the last. */
const partBytes = 5 * 1024 * 1024;
/** Of one upload. Each is held in memory twice: here, and in the request that carries it. */
const maxConcurrentParts = 2;

export interface Upload {
  sdk: BlobAccess["sdk"];
  timeouts: BlobTimeouts;
  /** For each request. */
  attempts: number;
  path: string;
  contentType: string;
  signal?: AbortSignal | undefined;
}

/** What was sent. */
export interface Uploaded {
  sizeBytes: number;
  /** Of these bytes, as reading them says it. */
  etag: string;
}

/** How every object is stored: readable with the credentials only, at exactly the path that was given. */
export const privateObject = {
  access: "private",
  addRandomSuffix: false,
  allowOverwrite: true,
} as const;

/**
 * Sends bytes or a stream of any length, at most a few parts of it in memory at a time,. An object of more than one
 * part appears when all have arrived. Errors: unavailable; those of the stream pass unchanged; the reason of `signal`.
 */
export async function upload(job: Upload, body: Uint8Array | Readable): Promise<Uploaded> {
  const { signal } = job;
  if (signal && body instanceof Readable) addAbortSignal(signal, body);
  const parts = splitIntoParts(body);
  try {
    const first = await parts.next();
    const bytes = first.done ? Buffer.alloc(0) : first.value;
    if (bytes.length >= partBytes) return await uploadParts(job, bytes, parts);
    const { etag } = await uploadWhole(job, bytes);
    return { sizeBytes: bytes.length, etag };
  } catch (error) {
    signal?.throwIfAborted();
    if (isNotFound(error)) throw new AppError("unavailable", { cause: error, retryable: true });
    throw error;
  } finally {
    if (body instanceof Readable) body.destroy();
  }
}

/** Full parts and a shorter last one. */
async function* splitIntoParts(body: Uint8Array | Readable): AsyncGenerator<Buffer, void> {
  if (body instanceof Readable) return yield* splitStream(body);
  for (let start = 0; start < body.length; start += partBytes)
    yield Buffer.from(
      body.buffer,
      body.byteOffset + start,
      Math.min(partBytes, body.length - start),
    );
}

/** Reads the stream only as far as parts are asked for. */
async function* splitStream(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let part = Buffer.alloc(0);
  let filled = 0;
  for await (const chunk of stream) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) {
      if (filled === 0) part = Buffer.allocUnsafeSlow(partBytes);
      const taken = rest.copy(part, filled);
      filled += taken;
      rest = rest.subarray(taken);
      if (filled < partBytes) continue;
      yield part;
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

async function uploadWhole(job: Upload, bytes: Buffer) {
  const { path, timeouts, attempts, signal } = job;
  return await withRetries((abortSignal) => put(path, bytes, { ...optionsOf(job), abortSignal }), {
    ...{ timeouts, attempts, signal },
    timeoutMs: timeouts.partMs,
  });
}

async function uploadParts(
  job: Upload,
  first: Buffer,
  others: AsyncGenerator<Buffer, void>,
): Promise<Uploaded> {
  const { path, timeouts, attempts } = job;
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(job.signal ? [job.signal] : [])]);
  const options = optionsOf(job);
  const retryOptions = { timeouts, attempts, signal, timeoutMs: timeouts.responseMs };
  const started = await withRetries(
    (abortSignal) => createMultipartUpload(path, { ...options, abortSignal }),
    retryOptions,
  );
  const sent: Part[] = [];
  let sizeBytes = 0;
  const send = async (bytes: Buffer, partNumber: number) => {
    const part = await withRetries(
      (abortSignal) => uploadPart(path, bytes, { ...options, ...started, partNumber, abortSignal }),
      { ...retryOptions, timeoutMs: timeouts.partMs },
    );
    sent.push(part);
    sizeBytes += bytes.length;
  };
  try {
    await sendAll(first, others, send);
  } catch (error) {
    failed.abort();
    throw error;
  }
  sent.sort((a, b) => a.partNumber - b.partNumber);
  const { etag } = await withRetries(
    (abortSignal) => completeMultipartUpload(path, sent, { ...options, ...started, abortSignal }),
    retryOptions,
  );
  return { sizeBytes, etag };
}

/** Numbers the parts from 1 and sends a few at a time; the next one is read when one has been sent. */
async function sendAll(
  first: Buffer,
  others: AsyncGenerator<Buffer, void>,
  send: (bytes: Buffer, partNumber: number) => Promise<void>,
): Promise<void> {
  let next: Buffer | null = first;
  let parts = 0;
  const sendNext = async () => {
    for (;;) {
      const bytes = next ?? (await others.next()).value;
      next = null;
      if (!bytes) return;
      await send(bytes, (parts += 1));
    }
  };
  await Promise.all(Array.from({ length: maxConcurrentParts }, sendNext));
}

const optionsOf = ({ sdk, contentType }: Upload) => ({ ...privateObject, ...sdk, contentType });

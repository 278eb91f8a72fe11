import { pipeline, type Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { AppError } from "~/.server/errors";

const decoders = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["br", createBrotliDecompress],
]);

/**
 * The bytes that `body` stands for, decoded when it is compressed, and never more than `maxBytes` of them, neither
 * before nor after decoding. Nothing is decoded ahead of the reader. Ends `body` when it ends itself. `explain` words
 * the errors of the streams. Errors: too_large; unreachable_file for an encoding that nobody asked for.
 */
export function capBody(
  body: Readable,
  encoding: string,
  maxBytes: number,
  toError: (error: unknown) => Error,
): Readable {
  const name = encoding.trim().toLowerCase();
  const createDecoder = decoders.get(name);
  if (!createDecoder && name !== "" && name !== "identity") {
    body.on("error", () => {}).destroy();
    throw new AppError("unreachable_file", {
      cause: new Error(`Encoded as ${name}`),
      retryable: true,
    });
  }
  const decoding = createDecoder ? [createByteCap(maxBytes, toError), createDecoder()] : [];
  const capped = createByteCap(maxBytes, toError);
  // Every error reaches the last stream, and with it the reader.
  pipeline([body, ...decoding, capped], () => {});
  return capped;
}

function createByteCap(maxBytes: number, toError: (error: unknown) => Error): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) done(new AppError("too_large", { facts: { maxBytes } }));
      else done(null, chunk);
    },
    destroy(error, done) {
      done(error && toError(error));
    },
  });
}

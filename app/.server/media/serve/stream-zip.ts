import { makeZip } from "client-zip";
import type { ZipEntry } from "../vault-port";

/**
 * A zip of files that come one after the other (PKWARE's APPNOTE 6.3): stored, names in UTF-8, ZIP64 where it is over
 * 4 GB. It has no more than 65,534 of them: beyond, the library writes no ZIP64 unless the size asks for it. See
 * `MediaVault.zip`.
 */
export function streamZip(
  entries: AsyncIterable<ZipEntry>,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const reader = makeZip(named(entries)).getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          controller.close();
          onEnd();
        } catch (error) {
          onEnd();
          throw error;
        }
      },
      async cancel(reason) {
        onEnd();
        // The library ends `entries` by throwing into it, and hands on what it throws back.
        await reader.cancel(reason).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* named(entries: AsyncIterable<ZipEntry>) {
  for await (const { name, modifiedAt, body } of entries)
    yield { name, lastModified: modifiedAt, input: body };
}

import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import type { MediaStore } from "../store-port";
import { readXmpPacket, withoutPrompt, type XmpPacket } from "./xmp-packet";

/** Bytes that stand in a file instead of its own. */
interface Patch {
  at: number;
  bytes: Buffer;
}

const maxKept = 500;

/**
 * Files that do not tell the prompt that they were made from: their metadata lose it, or whatever else `hide` takes out
 * of a packet, and everything else stays byte for byte, at its place, so that sizes and ranges stay true. What is to be
 * changed is kept in memory for the next reader: a stored file never changes.
 */
export function createPromptHider(hide: (packet: string) => string = withoutPrompt) {
  const kept = new Map<string, readonly Patch[]>();

  async function patchesOf(store: Pick<MediaStore, "open">, path: string) {
    const known = kept.get(path);
    if (known) return known;
    const packet = await readXmpPacket(store, path);
    const made = packet ? patchesFor(packet, hide(packet.text)) : [];
    if (kept.size >= maxKept) kept.clear();
    kept.set(path, made);
    return made;
  }

  return (store: Pick<MediaStore, "open">): Pick<MediaStore, "open"> => ({
    async open(path, range, options) {
      const patches = await patchesOf(store, path);
      const { body, sizeBytes } = await store.open(path, range, options);
      const patched = Readable.from(patch(body, patches, range?.start ?? 0), { objectMode: false });
      // Nobody may have begun to read when it is given up.
      patched.once("close", () => body.destroy());
      return { sizeBytes, body: patched };
    },
  });
}

/** A PNG's chunk has a checksum: of its type and content, behind them. */
function patchesFor({ at, before }: XmpPacket, text: string): readonly Patch[] {
  const bytes = Buffer.from(text);
  const type = before.lastIndexOf("iTXt");
  if (type < 4) return [{ at, bytes }];
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(Buffer.concat([before.subarray(type), bytes])));
  return [
    { at, bytes },
    { at: at + bytes.length, bytes: checksum },
  ];
}

async function* patch(body: AsyncIterable<Uint8Array>, patches: readonly Patch[], start: number) {
  let at = start;
  for await (const chunk of body) {
    const piece = Buffer.from(chunk);
    for (const { at: place, bytes } of patches) {
      const from = Math.max(place, at);
      const to = Math.min(place + bytes.length, at + piece.length);
      if (from < to) bytes.copy(piece, from - at, from - place, to - place);
    }
    at += piece.length;
    yield piece;
  }
}

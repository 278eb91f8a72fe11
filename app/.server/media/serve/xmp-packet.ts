import type { Readable } from "node:stream";
import type { MediaStore } from "../store-port";

/** The metadata that ingestion has written into a file: one XMP packet, as it stands there. */
export interface XmpPacket {
  text: string;
  /** Of its first byte. */
  at: number;
  /** What stands before it, as far as a PNG's chunk begins there. */
  before: Buffer;
}

/** A packet is in one of these: 64 kB at most, near the beginning of a PNG or JPEG, at the end of everything else. */
const windowBytes = 128 * 1024;
/** Length, type and the fields of a PNG's `iTXt` chunk. */
const maxBefore = 64;
const begin = Buffer.from("<?xpacket begin=");
const end = Buffer.from('<?xpacket end="w"?>');

/** Null where there is none. Reads no more than the two ends of the file. Errors: not_found, unavailable. */
export async function readXmpPacket(
  store: Pick<MediaStore, "open">,
  path: string,
): Promise<XmpPacket | null> {
  const { body, sizeBytes } = await store.open(path);
  const found = packetIn(await firstBytes(body, windowBytes), 0);
  if (found || sizeBytes <= windowBytes) return found;
  const start = sizeBytes - windowBytes;
  const { body: tail } = await store.open(path, { start, end: sizeBytes - 1 });
  return packetIn(await firstBytes(tail, windowBytes), start);
}

function packetIn(bytes: Buffer, offset: number): XmpPacket | null {
  const from = bytes.indexOf(begin);
  const to = from < 0 ? -1 : bytes.indexOf(end, from);
  if (to < 0) return null;
  return {
    text: bytes.toString("utf8", from, to + end.length),
    at: offset + from,
    before: bytes.subarray(Math.max(0, from - maxBefore), from),
  };
}

async function firstBytes(body: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

/** Both repeat the prompt (`app/.server/media/ingest/provenance.ts`). What says that it was made by AI stays. */
const promptProperties = /<(dc:description|Iptc4xmpExt:AIPromptInformation)>.*?<\/\1>\n?/gs;

/** The packet without the prompt, in as many bytes: the room at its end is what XMP leaves for editing in place. */
export function withoutPrompt(text: string): string {
  const rest = text.replaceAll(promptProperties, "");
  const room = " ".repeat(Buffer.byteLength(text) - Buffer.byteLength(rest));
  return rest.replace(/(?=<\?xpacket end=)/, () => room);
}

/** The packet with nothing in it, in as many bytes. */
export function emptied(text: string): string {
  return text.replace(/(?<=\?>).*(?=<\?xpacket end=)/s, (all) =>
    " ".repeat(Buffer.byteLength(all)),
  );
}

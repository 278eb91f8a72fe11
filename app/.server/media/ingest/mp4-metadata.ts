/** What a movie's head needs to be played, by the box that it is in (ISO/IEC 14496-12, section 6.2.3). */
const needed: Readonly<Record<string, readonly string[]>> = {
  moov: ["mvhd", "trak"],
  trak: ["tkhd", "edts", "mdia"],
  edts: ["elst"],
  mdia: ["mdhd", "elng", "hdlr", "minf"],
  minf: ["vmhd", "smhd", "dinf", "stbl"],
  dinf: ["dref"],
  stbl: [
    ...["stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stco", "co64"],
    ...["stss", "stsh", "sdtp", "sbgp", "sgpd", "subs", "padb", "stdp"],
  ],
};
const playedHandlers = new Set(["vide", "soun"]);
/** Codecs bring boxes of their own into a description of samples; these are none of theirs. */
const neverOfCodecs = new Set(["uuid", "udta", "meta", "free", "skip"]);
const maxBoxes = 10_000;

interface Place {
  type: string;
  /** Of its head, its content, and what follows. */
  at: number;
  content: number;
  end: number;
}

/**
 * Takes what somebody says about a movie out of the content of its `moov`: user data, metadata, boxes of unknown
 * meaning, tracks of anything but picture and sound, names and dates. In place: it becomes free space or zeros, so that
 * nothing moves and every offset stays true. Throws a RangeError for a box that leaves the one that it is in, and for
 * more than 10,000.
 */
export function dropMovieMetadata(moov: Buffer): void {
  const left = { boxes: maxBoxes };
  const clean = (parent: string, from: number, to: number): void => {
    for (const box of boxesIn(moov, from, to, left)) {
      if (!needed[parent]?.includes(box.type) || !isPlayed(moov, box, left)) makeFree(moov, box);
      else if (needed[box.type]) clean(box.type, box.content, box.end);
      else dropNamesAndDates(moov, box);
    }
    if (parent === "mdia") cleanSamples(moov, from, to, left);
  };
  clean("moov", 0, moov.length);
}

function boxesIn(bytes: Buffer, from: number, to: number, left: { boxes: number }): Place[] {
  const places: Place[] = [];
  for (let at = from; at + 8 <= to;) {
    left.boxes -= 1;
    const size = bytes.readUInt32BE(at);
    if (left.boxes < 0 || size < 8 || at + size > to)
      throw new RangeError(`A box of ${size} bytes`);
    places.push({
      type: bytes.toString("latin1", at + 4, at + 8),
      at,
      content: at + 8,
      end: at + size,
    });
    at += size;
  }
  return places;
}

function find(
  bytes: Buffer,
  from: Place,
  left: { boxes: number },
  ...path: string[]
): Place | null {
  let place: Place | null = from;
  for (const type of path)
    place =
      place &&
      (boxesIn(bytes, place.content, place.end, left).find((each) => each.type === type) ?? null);
  return place;
}

/** A track says by its handler what it is. */
function isPlayed(bytes: Buffer, box: Place, left: { boxes: number }): boolean {
  if (box.type !== "trak") return true;
  const handler = find(bytes, box, left, "mdia", "hdlr");
  return handler !== null && playedHandlers.has(handlerType(bytes, handler));
}

const handlerType = (bytes: Buffer, { content }: Place) =>
  bytes.toString("latin1", content + 8, content + 12);

function makeFree(bytes: Buffer, { at, content, end }: Place): void {
  bytes.write("free", at + 4, "latin1");
  bytes.fill(0, content, end);
}

/** Dates of making and changing, and the name of the handler. */
function dropNamesAndDates(bytes: Buffer, { type, content, end }: Place): void {
  if (["mvhd", "tkhd", "mdhd"].includes(type))
    bytes.fill(0, content + 4, Math.min(end, content + (bytes[content] === 1 ? 20 : 12)));
  if (type === "hdlr") bytes.fill(0, Math.min(end, content + 12), end);
}

/** The name of the encoder, and what is no codec's in the descriptions of samples. */
function cleanSamples(bytes: Buffer, from: number, to: number, left: { boxes: number }): void {
  const media = { type: "mdia", at: from - 8, content: from, end: to };
  const handler = find(bytes, media, left, "hdlr");
  const descriptions = find(bytes, media, left, "minf", "stbl", "stsd");
  if (!handler || !descriptions) return;
  const isVideo = handlerType(bytes, handler) === "vide";
  for (const { content, end } of boxesIn(bytes, descriptions.content + 8, descriptions.end, left)) {
    if (isVideo) bytes.fill(0, Math.min(end, content + 42), Math.min(end, content + 74));
    const children = content + (isVideo ? 78 : soundFieldsBytes(bytes, content, end));
    for (let at = children; at + 8 <= end;) {
      const size = bytes.readUInt32BE(at);
      if (size < 8 || at + size > end) break;
      const type = bytes.toString("latin1", at + 4, at + 8);
      if (neverOfCodecs.has(type)) makeFree(bytes, { type, at, content: at + 8, end: at + size });
      at += size;
    }
  }
}

/** What stands before the boxes in a description of sound: more in QuickTime's versions 1 and 2. */
function soundFieldsBytes(bytes: Buffer, content: number, end: number): number {
  const version = content + 10 <= end ? bytes.readUInt16BE(content + 8) : 0;
  return version === 1 ? 44 : version === 2 ? 64 : 28;
}

import { createFile, MP4BoxBuffer } from "mp4box";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { ingestVideo } from "~/.server/media/ingest/ingest-video";
import { buildXmp } from "~/.server/media/ingest/provenance";
import { xmpBoxes } from "./read-xmp";
import {
  box,
  ftyp,
  inThisFile,
  mdat,
  movieHeader,
  realVideoMoovLast,
  sampleMoov,
  sampleTrack,
  u16,
  u32,
} from "./sample-videos";

const xmp = buildXmp({ source: "trainedAlgorithmicMedia", prompt: "x", model: "Elite" }, null);
const said = Buffer.from("SAID-BY-SOMEBODY");

async function ingest(...pieces: Buffer[]): Promise<Buffer> {
  let stored = Buffer.alloc(0);
  await ingestVideo(oneByOne(pieces), xmp, async (body) => void (stored = await buffer(body)));
  return stored;
}

async function* oneByOne(pieces: Buffer[]) {
  yield* pieces;
}

/** An item list as iTunes, ffmpeg and most providers write it. */
const itemList = box(
  "meta",
  u32(0),
  box("hdlr", u32(0, 0), Buffer.from("mdirappl"), Buffer.alloc(9)),
  box(
    "ilst",
    box("\xa9cmt", box("data", u32(1, 0), said)),
    box("\xa9too", box("data", u32(1, 0), said)),
  ),
);

/** A track whose every part says something. */
function wordyTrack(handler: "vide" | "soun"): Buffer {
  const dated = (type: string, ...rest: Buffer[]) =>
    box(type, u32(1), said.subarray(0, 8), ...rest);
  const fields =
    handler === "vide"
      ? Buffer.concat([
          Buffer.alloc(6),
          u16(1),
          Buffer.alloc(16),
          u16(640, 360),
          Buffer.alloc(14),
          Buffer.from([16]),
          said,
          Buffer.alloc(15 + 4),
        ])
      : Buffer.concat([Buffer.alloc(6), u16(1), Buffer.alloc(20)]);
  const entry = box(
    handler === "vide" ? "avc1" : "mp4a",
    fields,
    box("avcC", Buffer.alloc(9, 3)),
    box("uuid", Buffer.alloc(16, 9), said),
    box("udta", said),
  );
  const table = box(
    "stbl",
    box("stsd", u32(0, 1), entry),
    box("stsz", u32(0, 100, 50)),
    box("stco", u32(0, 1, 600)),
    box("uuid", Buffer.alloc(16, 9), said),
  );
  const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000, 640 << 16, 360 << 16);
  return box(
    "trak",
    dated("tkhd", u32(1, 0, 200), Buffer.alloc(16), matrix),
    box("udta", box("name", said)),
    itemList,
    box("tref", box("cdsc", u32(9))),
    box(
      "mdia",
      dated("mdhd", u32(100, 200, 0)),
      box("hdlr", u32(0, 0), Buffer.from(handler), said.subarray(0, 12), said, Buffer.alloc(1)),
      box(
        "minf",
        box("dinf", box("dref", u32(0, 1), inThisFile)),
        table,
        box("uuid", Buffer.alloc(16, 9), said),
      ),
      box("meta", said),
    ),
  );
}

test("takes everything that is said out of a movie's head, wherever it stands, and moves nothing", async () => {
  const moov = box(
    "moov",
    movieHeader({}),
    wordyTrack("vide"),
    wordyTrack("soun"),
    box("udta", itemList),
    itemList,
    box("uuid", Buffer.alloc(16, 4), said),
    box("iods", said),
    box("abcd", said),
  );
  const stored = await ingest(ftyp, moov, mdat);
  expect(moov.includes(said)).toBe(true);
  for (const word of ["SAID-BY", "SOMEBODY", "BY-SOME"]) expect(stored.includes(word)).toBe(false);
  expect(stored.indexOf("mdat")).toBe(ftyp.length + moov.length + 4);
  for (const type of ["avcC", "stco", "stsz", "dref", "avc1", "mp4a"])
    expect(stored.subarray(ftyp.length).indexOf(type)).toBe(moov.indexOf(type));
  expect(stored.subarray(stored.indexOf("avcC") + 4).subarray(0, 9)).toEqual(Buffer.alloc(9, 3));
});

/** A real video whose head, behind its frames, says more. */
function realVideoWith(...more: Buffer[]): Buffer[] {
  const at = realVideoMoovLast.indexOf("moov") - 4;
  const end = at + realVideoMoovLast.readUInt32BE(at);
  const moov = box("moov", realVideoMoovLast.subarray(at + 8, end), ...more);
  return [realVideoMoovLast.subarray(0, at), moov, realVideoMoovLast.subarray(end)];
}

function readByMp4box(file: Buffer) {
  const reader = createFile();
  const tracks: string[] = [];
  reader.onReady = (info) => void tracks.push(...info.tracks.map(({ codec }) => codec));
  reader.appendBuffer(MP4BoxBuffer.fromArrayBuffer(new Uint8Array(file).buffer, 0), true);
  const types = reader.boxes.flatMap(({ type, boxes }) => [
    type,
    ...(boxes ?? []).map((each) => each.type),
  ]);
  return { tracks, types };
}

test.each(["meta", "text", "tmcd", "sbtl", "hint", "gpmd"])(
  "drops a track of %s",
  async (handler) => {
    const file = realVideoWith(sampleTrack({ handler }));
    const stored = await ingest(...file);
    const { tracks, types } = readByMp4box(stored);
    expect(tracks).toEqual([expect.stringMatching(/^avc1/)]);
    expect(types.filter((type) => type === "trak")).toHaveLength(1);
    expect(stored.indexOf(xmp)).toBe(Buffer.concat(file).length + 24);
  },
);

test("leaves another reader nothing of what a real video says but our own mark", async () => {
  const stored = await ingest(...realVideoWith(box("udta", itemList), itemList));
  const { types } = readByMp4box(stored);
  expect([...new Set(types)].toSorted()).toEqual([
    "free",
    "ftyp",
    "mdat",
    "moov",
    "mvhd",
    "trak",
    "uuid",
  ]);
  expect(xmpBoxes(stored)).toEqual([xmp]);
  expect(stored.includes(said)).toBe(false);
});

test("a head that is all metadata, in more boxes than there may be, is refused", async () => {
  const many = box("udta", ...Array<Buffer>(20_000).fill(box("name")));
  await expect(ingest(ftyp, sampleMoov({}, many), mdat)).resolves.toBeInstanceOf(Buffer);
  const flat = Array<Buffer>(20_000).fill(box("name"));
  await expect(ingest(ftyp, sampleMoov({}, ...flat), mdat)).rejects.toMatchObject({
    code: "unreadable_media",
  });
});

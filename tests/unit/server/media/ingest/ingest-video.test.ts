import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { createFile, MP4BoxBuffer } from "mp4box";
import { expect, test } from "vitest";
import { AppError } from "~/.server/errors";
import { defaultVideoLimits, ingestVideo } from "~/.server/media/ingest/ingest-video";
import { buildXmp } from "~/.server/media/ingest/provenance";
import { dublinCore, iptcExt, readXmp, xmpBoxes, xmpProperty } from "./read-xmp";
import {
  box,
  ftyp,
  longBox,
  mdat,
  realVideo,
  realVideoMoovLast,
  sampleMoov,
  sampleTrack,
  sampleVideo,
  u32,
} from "./sample-videos";

const marks = {
  source: "trainedAlgorithmicMedia",
  prompt: "A lake & a boat",
  model: "Elite",
} as const;
const xmp = buildXmp(marks, null);

async function* inPieces(file: Uint8Array, size: number) {
  for (let offset = 0; offset < file.length; offset += size)
    yield file.subarray(offset, offset + size);
}

async function ingest(file: Uint8Array, pieceBytes = 64 * 1024, limits = defaultVideoLimits) {
  let stored = Buffer.alloc(0);
  const video = await ingestVideo(
    inPieces(file, pieceBytes),
    xmp,
    async (body) => void (stored = await buffer(body)),
    limits,
  );
  return { stored, video };
}

/** The code of the refusal. */
async function refusalOf(file: Uint8Array, limits = defaultVideoLimits): Promise<string> {
  try {
    await ingest(file, 1000, limits);
    return "taken";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** What mp4box reads in a file. */
function readByMp4box(file: Uint8Array) {
  const reader = createFile();
  const found: Parameters<NonNullable<typeof reader.onReady>>[0][] = [];
  reader.onReady = (info) => void found.push(info);
  reader.appendBuffer(MP4BoxBuffer.fromArrayBuffer(new Uint8Array(file).buffer, 0), true);
  const [info] = found;
  if (!info) throw new Error("mp4box finds no movie");
  return info;
}

/** What mp4box finds at the place and of the size that the tables say, for each frame of each track. */
function framesByMp4box(file: Uint8Array) {
  const reader = createFile();
  reader.appendBuffer(MP4BoxBuffer.fromArrayBuffer(new Uint8Array(file).buffer, 0), true);
  return readByMp4box(file).tracks.map(({ id }) =>
    reader.getTrackSamplesInfo(id).map(({ offset, size, dts, cts, is_sync }) => ({
      offset,
      times: [dts, cts, is_sync],
      bytes: Buffer.from(file.subarray(offset, offset + size)).toString("base64"),
    })),
  );
}

test.for([
  ["in front", realVideo],
  ["at the end", realVideoMoovLast],
] as const)(
  "keeps a real video's frames as they came, its moov %s, and marks its end",
  async ([, file]) => {
    const { stored, video } = await ingest(file);
    expect(framesByMp4box(stored)).toEqual(framesByMp4box(file));
    expect(framesByMp4box(file)[0]?.length).toBeGreaterThan(20);
    const changed = [...file.keys()].filter((index) => file[index] !== stored[index]);
    expect(changed.length).toBeLessThan(200);
    expect(stored.subarray(file.length + 24).toString()).toBe(xmp);
    expect(video.sizeBytes).toBe(stored.length);
    expect(video.sha256).toBe(createHash("sha256").update(stored).digest("hex"));
  },
);

test.for([realVideo, realVideoMoovLast])(
  "describes a real video as another reader does, who reads what was stored",
  async (file) => {
    const { stored, video } = await ingest(file);
    const info = readByMp4box(stored);
    expect(video.durationSeconds).toBeCloseTo(info.duration / info.timescale, 6);
    const [track] = info.videoTracks;
    expect([video.width, video.height]).toEqual([track?.track_width, track?.track_height]);
    expect(video.width).toBeGreaterThan(0);
  },
);

test("lets another reader find the marks", async () => {
  const { stored } = await ingest(realVideo);
  const found = await readXmp(stored);
  expect(xmpProperty(found, iptcExt, "DigitalSourceType")).toMatch(/\/trainedAlgorithmicMedia$/);
  expect(xmpProperty(found, iptcExt, "AISystemUsed")).toBe("Elite");
  expect(xmpProperty(found, dublinCore, "description")).toBe("A lake & a boat");
});

test.for([1, 2, 7, 8, 9, 1000])(
  "gives the same file however it comes: %i bytes at a time",
  async (size) => {
    const file = Buffer.concat([ftyp, longBox("mdat", Buffer.alloc(99, 1)), sampleMoov()]);
    expect(await ingest(file, size)).toEqual(await ingest(file));
  },
);

test("turns every box that is not needed into free space, and moves nothing", async () => {
  const old = box(
    "uuid",
    Buffer.from("be7acfcb97a942e89c71999491e3afac", "hex"),
    Buffer.from("<old/>"),
  );
  const said = Buffer.from("secret words");
  const others = [
    box("uuid", Buffer.from("d8fec3d61b0e483c92975828877ec481", "hex"), said),
    box("free", said),
    box("skip", said),
    box("meta", said),
    box("udta", said),
    box("wide"),
    longBox("abcd", said),
    longBox("uuid", Buffer.alloc(16, 5), said),
  ];
  const file = Buffer.concat([ftyp, old, sampleMoov(), ...others, mdat, old]);
  const { stored } = await ingest(file, 3);
  expect(stored.indexOf(xmp)).toBe(file.length + 24);
  expect(stored.toString("latin1")).not.toContain("<old/>");
  expect(stored.toString("latin1")).not.toContain("secret");
  expect(stored.indexOf(sampleMoov())).toBe(file.indexOf(sampleMoov()));
  expect(stored.indexOf(mdat)).toBe(file.indexOf(mdat));
  const again = await ingest((await ingest(realVideo)).stored);
  expect(xmpBoxes(again.stored)).toEqual([xmp]);
});

test("describes a video that lies on its side as it is shown", async () => {
  const { video } = await ingest(sampleVideo({ isTurned: true }));
  expect(video).toMatchObject({ width: 360, height: 640, durationSeconds: 2 });
});

test("reads times and sizes in eight bytes", async () => {
  const { video } = await ingest(sampleVideo({ isLong: true, isTurned: true }));
  expect(video).toMatchObject({ width: 360, height: 640, durationSeconds: 2 });
});

test("takes the coded size where no other is given, and the shown one where they differ", async () => {
  const coded = await ingest(sampleVideo({ width: 0, height: 0, coded: [320, 200] }));
  expect(coded.video).toMatchObject({ width: 320, height: 200 });
  const stretched = await ingest(sampleVideo({ coded: [480, 360] }));
  expect(stretched.video).toMatchObject({ width: 640, height: 360 });
});

test("describes the track that is shown, beside sound and tracks that are switched off", async () => {
  const off = sampleTrack({ width: 100, height: 50, isEnabled: false });
  const moov = box(
    "moov",
    sampleMoov().subarray(8, 116),
    sampleTrack({ handler: "soun" }),
    off,
    sampleTrack({}),
  );
  const { video } = await ingest(Buffer.concat([ftyp, moov, mdat]));
  expect(video).toMatchObject({ width: 640, height: 360 });
});

test.for([
  ["an HLS playlist", "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\nhttp://169.254.169.254/\n"],
  ["a concat playlist", "ffconcat version 1.0\nfile /etc/passwd\n"],
  ["HTML", "<!doctype html><video src=http://10.0.0.1/>"],
  ["an MPEG-DASH manifest", '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011">'],
  ["WebM", "\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1f"],
  ["a PNG", "\x89PNG\r\n\x1a\n"],
  ["AVI", "RIFF\0\0\0\0AVI LIST"],
  ["nothing", ""],
  ["half a head", "\0\0\0"],
  ["a movie without ftyp", sampleMoov().toString("latin1")],
  ["QuickTime", box("ftyp", Buffer.from("qt  \0\0\0\0qt  ")).toString("latin1")],
  ["HEIC", box("ftyp", Buffer.from("heic\0\0\0\0mif1heic")).toString("latin1")],
  ["fragments", Buffer.concat([ftyp, sampleMoov(), box("moof"), mdat]).toString("latin1")],
])("faults 40 and 46: refuses %s that calls itself an MP4", async ([, text]) => {
  expect(await refusalOf(Buffer.from(text ?? "", "latin1"))).toBe("unsupported_media");
});

test.for([
  ["url of another file", [box("url ", u32(0), Buffer.from("http://169.254.169.254/\0"))]],
  ["file on this disk", [box("url ", u32(0), Buffer.from("file:///etc/passwd\0"))]],
  ["urn", [box("urn ", u32(0), Buffer.from("urn:a\0http://10.0.0.1/\0"))]],
  ["alias", [box("alis", u32(0))]],
  ["second one beside a good one", [box("url ", u32(1)), box("url ", u32(0), Buffer.from("x\0"))]],
  ["missing one", []],
  ["broken one", [Buffer.from("\0\0\0\x40url ")]],
] as const)("fault 46, external data references: refuses a %s", async ([, references]) => {
  expect(await refusalOf(sampleVideo({ references: [...references] }))).toBe("unreadable_media");
});

test("fault 46: refuses a reference in a track that is not the one that is shown", async () => {
  const elsewhere = sampleTrack({ handler: "text", references: [box("url ", u32(0))] });
  const moov = sampleMoov({}, elsewhere);
  expect(await refusalOf(Buffer.concat([ftyp, moov, mdat]))).toBe("unreadable_media");
  const movies = sampleMoov({}, box("rmra", box("rmda")));
  expect(await refusalOf(Buffer.concat([ftyp, movies, mdat]))).toBe("unreadable_media");
});

test.for([
  ["20 hours", { duration: 20 * 360_000 }],
  ["an hour and a moment", { duration: 360_001 }],
  ["20 hours in its head alone", { duration: 20 * 360_000, trackDuration: 200 }],
  ["no length", { duration: 0 }],
  ["no length and one frame", { duration: 0, frames: 1 }],
  ["a length nobody knows", { duration: 0xffffffff }],
  ["an endless length", { duration: -1, isLong: true }],
  ["20 hours in its track alone", { trackDuration: 20 * 360_000 }],
  ["a time scale of 0", { movieScale: 0 }],
  ["a time scale of 0 and no length", { movieScale: 0, duration: 0, trackDuration: 200 }],
  ["a track's time scale of 0", { trackScale: 0 }],
  ["16k frames", { width: 15_360, height: 8640 }],
  ["16k frames that claim to be small", { coded: [15_360, 8640] as [number, number] }],
  ["frames of no width", { width: 0, height: 0, coded: [0, 90] as [number, number] }],
  ["1,000 frames a second", { frames: 2000 }],
  ["4 billion frames", { frames: 0xffffffff }],
  ["no frames", { frames: 0 }],
  ["no video", { handler: "soun" }],
  ["edits that loop for hours", { edits: Array<number>(90).fill(200_000) }],
  ["a million edits", { edits: Array<number>(101).fill(1) }],
])("fault 47: refuses a video of %s", async ([, sample]) => {
  expect(await refusalOf(sampleVideo(sample as object))).toBe("unreadable_media");
});

test("takes a video of just an hour, of 8192 pixels, of 240 frames a second, with a few edits", async () => {
  const edges = {
    duration: 360_000,
    width: 8192,
    height: 8192,
    frames: 864_000,
    edits: [10, 300_000],
  };
  expect(await refusalOf(sampleVideo(edges))).toBe("taken");
});

test.for([
  ["cut off in its mdat", (file: Buffer) => file.subarray(0, -1)],
  ["cut off in its moov", (file: Buffer) => file.subarray(0, 300)],
  ["cut off behind its ftyp", (file: Buffer) => file.subarray(0, ftyp.length)],
  ["cut off behind its moov", (file: Buffer) => file.subarray(0, -mdat.length)],
  [
    "with a page behind its end",
    (file: Buffer) => Buffer.concat([file, Buffer.from("<html><script>")]),
  ],
  [
    "with an archive behind its end",
    (file: Buffer) => Buffer.concat([file, Buffer.from("PK\x03\x04")]),
  ],
  ["with a second moov", (file: Buffer) => Buffer.concat([file, sampleMoov()])],
  ["with a second ftyp", (file: Buffer) => Buffer.concat([file, ftyp])],
  [
    "whose last box has no end",
    (file: Buffer) => Buffer.concat([file, u32(0), Buffer.from("mdat")]),
  ],
  [
    "with a box smaller than its own head",
    (file: Buffer) => Buffer.concat([file, u32(7), Buffer.from("free")]),
  ],
  [
    "with a box of four billion empty ones",
    (file: Buffer) => Buffer.concat([file, ...Array<Buffer>(10_001).fill(box("free"))]),
  ],
] as const)("refuses a video %s", async ([, spoil]) => {
  expect(await refusalOf(spoil(sampleVideo()))).toMatch(/^(?:unreadable_media|too_large)$/);
});

test.for([
  [
    "one inside the other without end",
    Buffer.concat(Array<Buffer>(100_000).fill(Buffer.from("\0\0\0\x08trak"))),
  ],
  ["of boxes alone", Buffer.alloc(80_000 * 8, "\0\0\0\x08free")],
  ["of noise", createHash("shake256", { outputLength: 5000 }).update("noise").digest()],
  ["of nothing", Buffer.alloc(0)],
])("refuses a moov %s", async ([, content]) => {
  const file = Buffer.concat([ftyp, box("moov", content as Buffer), mdat]);
  expect(await refusalOf(file)).toBe("unreadable_media");
});

test.for([
  ["20,000 boxes", Array<Buffer>(20_000).fill(box("free"))],
  ["17 tracks", Array<Buffer>(16).fill(sampleTrack({}))],
] as const)("refuses a good moov with %s in it", async ([, boxes]) => {
  const file = Buffer.concat([ftyp, sampleMoov({}, ...boxes), mdat]);
  expect(await refusalOf(file)).toBe("unreadable_media");
});

test("refuses a moov that is nested two thousand deep", async () => {
  let nested: Buffer = Buffer.alloc(0);
  for (const depth of Array(2000).keys()) nested = box(depth % 2 ? "trak" : "mdia", nested);
  expect(await refusalOf(Buffer.concat([ftyp, box("moov", nested), mdat]))).toBe(
    "unreadable_media",
  );
});

test("refuses every video that has one byte changed to nonsense, or takes it, but never breaks", async () => {
  const file = sampleVideo({ edits: [200] });
  const outcomes = new Set<string>();
  for (let index = 0; index < file.length - mdat.length; index += 1) {
    const spoiled = Buffer.from(file);
    spoiled[index] = 0xff;
    outcomes.add(await refusalOf(spoiled));
  }
  expect([...outcomes].toSorted()).toEqual([
    "taken",
    "too_large",
    "unreadable_media",
    "unsupported_media",
  ]);
});

test("refuses a moov that claims to be larger than 16 MB before any of it has come", async () => {
  let wasAskedForMore = false;
  async function* large() {
    yield Buffer.concat([ftyp, u32(17 * 1024 * 1024), Buffer.from("moov")]);
    wasAskedForMore = true;
  }
  const ingested = ingestVideo(large(), xmp, buffer);
  await expect(ingested).rejects.toMatchObject({ code: "unreadable_media" });
  expect(wasAskedForMore).toBe(false);
});

test("says too_large as soon as a box is announced that ends behind the cap", async () => {
  const head = Buffer.concat([u32(600 * 1024 * 1024), Buffer.from("mdat")]);
  expect(await refusalOf(Buffer.concat([ftyp, sampleMoov(), head]))).toBe("too_large");
  const huge = Buffer.concat([u32(1), Buffer.from("mdat"), Buffer.alloc(8, 0xff)]);
  expect(await refusalOf(Buffer.concat([ftyp, sampleMoov(), huge]))).toBe("too_large");
});

test("reads no further ahead than a few pieces, however large the video is", async () => {
  let pieces = 0;
  async function* large() {
    yield Buffer.concat([ftyp, sampleMoov(), u32(100_000_008), Buffer.from("mdat")]);
    for (; pieces < 1000; pieces += 1) yield Buffer.alloc(100_000, 7);
  }
  let mostAhead = 0;
  const video = await ingestVideo(large(), xmp, async (body) => {
    let taken = 0;
    for await (const piece of body) {
      taken += (piece as Buffer).length;
      mostAhead = Math.max(mostAhead, pieces * 100_000 - taken);
    }
  });
  expect(video.sizeBytes).toBeGreaterThan(100_000_000);
  expect(mostAhead).toBeLessThan(500_000);
});

test("passes on the error of a source that breaks off, and that of a store", async () => {
  const broken = new AppError("unavailable");
  async function* breaksOff() {
    yield realVideo.subarray(0, 1000);
    throw broken;
  }
  const keep = async (body: AsyncIterable<unknown>) => {
    await Array.fromAsync(body).catch((cause: unknown) => {
      throw new AppError("unavailable", { cause });
    });
  };
  await expect(ingestVideo(breaksOff(), xmp, keep)).rejects.toBe(broken);
  const full = new AppError("unavailable", { retryable: true });
  const refuse = () => Promise.reject(full);
  await expect(ingestVideo(inPieces(realVideo, 1000), xmp, refuse)).rejects.toBe(full);
});

test.for([
  ["\x1a\x45\xdf\xa3\x9f\x42\x86\x81", "a WebM video"],
  ["GIF89a\x40\x00\x30\x00", "a GIF"],
  ["\x89PNG\r\n\x1a\n", "a picture"],
  ["\0\0\0\x14ftypqt  \0\0\0\0qt  ", "a QuickTime video"],
] as const)("says what came in place of an MP4: %j", async ([bytes, found]) => {
  await expect(ingest(Buffer.from(bytes, "latin1"))).rejects.toMatchObject({
    code: "unsupported_media",
    facts: { found },
  });
});

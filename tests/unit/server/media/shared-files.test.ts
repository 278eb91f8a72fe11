import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { v7 } from "uuid";
import { afterAll, expect, test } from "vitest";
import type { FinishedMedia } from "~/domain/media";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { createMediaVault } from "~/.server/media/media-vault";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { iptcExt, readXmp, xmpProperty } from "./ingest/read-xmp";
import { noisyPicture } from "./ingest/sample-images";
import { realVideo, realVideoMoovLast } from "./ingest/sample-videos";

const rootDir = await mkdtemp(join(tmpdir(), "easel-shared-"));
afterAll(() => rm(rootDir, { recursive: true }));
const vault = createMediaVault({
  store: createLocalDiskStore(rootDir),
  outside: createSafeFetch(),
});

const prompt = 'Zoë\'s <secret> boat & "harbour", 東京';
const marks = { source: "trainedAlgorithmicMedia", prompt, model: "Flux" } as const;
const userId = v7();

const ingest = (kind: "image" | "video", bytes: Uint8Array) =>
  vault.ingest({ userId, mediaId: v7(), kind, file: { bytes }, marks });
const ingested = new Map<string, Promise<FinishedMedia>>();
/** The same file for every test of that name. */
function ingestOnce(name: string, kind: "image" | "video", make: () => Promise<Uint8Array>) {
  const made = ingested.get(name) ?? make().then((bytes) => ingest(kind, bytes));
  ingested.set(name, made);
  return made;
}

/** As strangers get it, with or without the prompt. */
async function get(
  media: FinishedMedia,
  showsPrompt: boolean,
  variant: "original" | "thumb" = "original",
  headers: Record<string, string> = {},
) {
  const file = { ...media, prompt: showsPrompt ? prompt : "", showsPrompt };
  const request = new Request(`https://easel.test/s/t/media/${media.id}/${variant}`, { headers });
  const response = await vault.serveShared(request, file, variant);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Whether a piece of the prompt is anywhere in it, as it is or as XML writes it. */
const tells = (bytes: Buffer) =>
  ["boat", "secret", "東京", "Zoë"].some((word) => bytes.includes(word));

// Noise, so that metadata at the end of a file is far from its beginning.
const kinds = [
  ["a PNG", "image", () => noisyPicture(900, 700).png().toBuffer()],
  ["a JPEG", "image", () => noisyPicture(900, 700).jpeg().toBuffer()],
  ["a WebP", "image", () => noisyPicture(900, 700).webp().toBuffer()],
  ["a small PNG", "image", () => noisyPicture(16, 9).png().toBuffer()],
  ["a video", "video", async () => realVideo],
  ["a video with its head last", "video", async () => realVideoMoovLast],
] as const;

test.each(kinds)(
  "%s tells strangers its prompt only where they may read it",
  async (name, kind, make) => {
    const media = await ingestOnce(name, kind, make);
    for (const variant of ["original", "thumb"] as const) {
      const [shown, hidden] = [await get(media, true, variant), await get(media, false, variant)];
      expect([tells(shown.bytes), tells(hidden.bytes)]).toEqual([true, false]);
      expect(hidden.bytes.length).toBe(shown.bytes.length);
      const xmp = await readXmp(hidden.bytes);
      expect(xmpProperty(xmp, iptcExt, "DigitalSourceType")).toMatch(/trainedAlgorithmicMedia$/);
      expect(xmpProperty(xmp, iptcExt, "AISystemUsed")).toBe("Flux");
      const said = [...hidden.response.headers].flat().join("\n");
      expect(tells(Buffer.from(said))).toBe(false);
      expect(said).not.toContain(media.sha256);
    }
  },
);

test.each(kinds)("%s is whole and unharmed without its prompt", async (name, kind, make) => {
  const media = await ingestOnce(name, kind, make);
  const [shown, hidden] = [await get(media, true), await get(media, false)];
  const differing = [...hidden.bytes.keys()].filter((at) => hidden.bytes[at] !== shown.bytes[at]);
  const span = (differing.at(-1) ?? 0) - (differing[0] ?? 0);
  expect(span).toBeLessThan(4000);
  if (kind === "video") return;
  const pixelsOf = (bytes: Buffer) => sharp(bytes, { failOn: "warning" }).raw().toBuffer();
  expect((await pixelsOf(hidden.bytes)).equals(await pixelsOf(shown.bytes))).toBe(true);
  expect(media.contentType === "image/png" ? wrongChunks(hidden.bytes) : []).toEqual([]);
});

/** Names of chunks whose checksum does not fit. */
function wrongChunks(png: Buffer): string[] {
  const wrong: string[] = [];
  for (let at = 8; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    const body = png.subarray(at + 4, end);
    if (crc32(body) !== png.readUInt32BE(end)) wrong.push(body.toString("latin1", 0, 4));
    at = end + 4;
  }
  return wrong;
}

test.each(kinds)("every range of %s is a part of the whole", async (name, kind, make) => {
  const media = await ingestOnce(name, kind, make);
  const { bytes } = await get(media, false);
  for (const [start, end] of [
    [0, 99],
    [60, 700],
    [200, bytes.length - 1],
    [bytes.length - 300, bytes.length - 1],
    [bytes.length - 1, bytes.length - 1],
  ] as const) {
    const first = Math.max(0, start);
    const { response, bytes: part } = await get(media, false, "original", {
      range: `bytes=${first}-${end}`,
    });
    expect(response.status).toBe(206);
    const last = Math.min(end, bytes.length - 1);
    expect(part.equals(bytes.subarray(first, last + 1)), `${first}-${end}`).toBe(true);
  }
});

test("strangers ask each time, and what they have already is not sent again", async () => {
  const media = await ingest("image", await noisyPicture(16, 9).png().toBuffer());
  const { response } = await get(media, false);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "cross-origin",
    "content-disposition": `inline; filename="easel-${media.id.slice(-6)}.png"`,
  });
  const etag = response.headers.get("etag") ?? "";
  expect((await get(media, false, "original", { "if-none-match": etag })).response.status).toBe(
    304,
  );
  // The same file with its prompt is another one.
  expect((await get(media, true, "original", { "if-none-match": etag })).response.status).toBe(200);
});

test("a preview is a marked JPEG of 1200 × 630 without the prompt, of one file or of four", async () => {
  const wide = await ingest("image", await noisyPicture(600, 100).png().toBuffer());
  const tall = await ingest("image", await noisyPicture(90, 700).webp().toBuffer());
  const tiny = await ingest("image", await noisyPicture(1, 1).jpeg().toBuffer());
  const video = await ingest("video", realVideo);
  for (const files of [
    [wide],
    [tall],
    [tiny],
    [video],
    [wide, tall],
    [wide, tall, video],
    [wide, tall, tiny, video],
  ]) {
    const bytes = Buffer.from(await vault.preview(files.map((file) => ({ ...file, prompt }))));
    expect(await sharp(bytes).metadata()).toMatchObject({
      format: "jpeg",
      width: 1200,
      height: 630,
    });
    expect(tells(bytes)).toBe(false);
    expect(xmpProperty(await readXmp(bytes), iptcExt, "DigitalSourceType")).toMatch(/trained/);
  }
});

test("two who ask for a preview at once get one drawing", async () => {
  const media = await ingest("image", await noisyPicture(60, 40).png().toBuffer());
  const file = { ...media, prompt };
  const [one, two] = await Promise.all([vault.preview([file]), vault.preview([file])]);
  expect(one).toBe(two);
});

test("a preview of several shows those whose objects are there", async () => {
  const there = await ingest("image", await noisyPicture(60, 40).png().toBuffer());
  const gone = await ingest("image", await noisyPicture(60, 40).png().toBuffer());
  await rm(join(rootDir, gone.thumbPath));
  for (const files of [
    [there, gone],
    [gone, there],
  ]) {
    const bytes = Buffer.from(await vault.preview(files.map((file) => ({ ...file, prompt }))));
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 1200, height: 630 });
    expect(xmpProperty(await readXmp(bytes), iptcExt, "DigitalSourceType")).toMatch(/trained/);
  }
  await expect(
    vault.preview([
      { ...gone, prompt },
      { ...gone, prompt },
    ]),
  ).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a film that is sent to be gone on from says nothing of itself, and is the same otherwise", async () => {
  const media = await ingest("video", realVideo);
  const stored = await readFile(join(rootDir, media.path));
  const film = await vault.readFilm({ ...media, prompt });
  const sent = Buffer.from(await film.content.arrayBuffer());
  const packet = await readXmp(stored);
  const at = stored.indexOf(packet.trim());
  expect(tells(stored)).toBe(true);
  expect(sent.equals(stored)).toBe(false);
  expect(sent).toHaveLength(stored.length);
  expect(sent.subarray(0, at).equals(stored.subarray(0, at))).toBe(true);
  expect(await readXmp(sent)).toMatch(/^<\?xpacket begin="[^>]*\?>\s+<\?xpacket end="w"\?>\s*$/);
});

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { createFramePool } from "~/.server/frames/frame-pool";
import { readFrame } from "~/.server/frames/h264/read-frame";
import { walkBoxes } from "~/.server/media/ingest/mp4-boxes";
import { findFrames } from "~/.server/media/ingest/mp4-frames";
import { makeFilm } from "~/.server/motion/make-film";
import { placeOf } from "~/.server/motion/h264/planes";

const workerUrl = new URL("../../../../app/.server/frames/frames-worker.ts", import.meta.url);
const pool = createFramePool({ workerUrl, log: () => undefined });
afterAll(() => pool.close());

/** The first frame of each as libavcodec rebuilds it: SHA-256 of the three planes, as they are shown. */
const films = {
  baseline: "0d048aab03a43f6888eeea5c299ad0a65a2ec6acd23ef4fa1e6ce9f9f326d365",
  main: "8504e1d53fda57227c7c51187d9a83ef6c2e4607b109b07a8c9a030ec3fa33bd",
  high: "7bf10bf509aa982fb07b94588441a67e7b9316fec8ceba0f0e09c6352e123b37",
  "high-cavlc": "882d4ea356e4cc863cae94ea64be225890ff43d697b9006cef8183c8b3338f85",
  samples: "0947eeaecb6332b666e60e5f2718a062f0149f99d86e058684ab299d7918b428",
  "samples-cavlc": "815d188210a81a54c9cb5b1e94c785d8e66f4cb11943d6b0528c4f5d05dc3cd7",
};

const readFilm = (name: string) => readFileSync(new URL(`films/${name}.mp4`, import.meta.url));

function framesOf(film: Uint8Array) {
  const walk = walkBoxes(Infinity);
  walk.push(film);
  const frames = findFrames(walk.end());
  if (!frames?.setup) throw new Error("No frames");
  const cut = ({ offset, sizeBytes }: { offset: number; sizeBytes: number }) =>
    film.subarray(offset, offset + sizeBytes);
  return {
    ...frames,
    setup: frames.setup,
    poster: cut(frames.poster),
    last: frames.last && cut(frames.last),
  };
}

/** The sets of an `avcC` and the units of a sample, by hand. */
function unitsOf(bytes: Buffer, from: number, sizeBytes: 2 | 4): Buffer[] {
  const units: Buffer[] = [];
  for (let at = from; at + sizeBytes <= bytes.length;) {
    const size = bytes.readUIntBE(at, sizeBytes);
    units.push(bytes.subarray(at + sizeBytes, at + sizeBytes + size));
    at += sizeBytes + size;
  }
  return units;
}

function hashOf({ frame, shown }: ReturnType<typeof readFrame>): string {
  const hash = createHash("sha256");
  for (const [at, plane] of [frame.y, frame.u, frame.v].entries()) {
    const part = at === 0 ? 1 : 2;
    for (let row = 0; row < shown.height / part; row++) {
      const from = placeOf(plane, shown.left / part, shown.top / part + row);
      hash.update(plane.samples.subarray(from, from + shown.width / part));
    }
  }
  return hash.digest("hex");
}

test.each(Object.entries(films))("a frame of %s comes out bit for bit", (name, expected) => {
  const { setup, poster } = framesOf(readFilm(name));
  const [first = Buffer.alloc(0)] = unitsOf(setup, 6, 2);
  const [second = Buffer.alloc(0)] = unitsOf(setup, 6 + 2 + first.length + 1, 2);
  const read = readFrame([first, second], unitsOf(Buffer.from(poster), 0, 4));
  expect(hashOf(read)).toBe(expected);
});

test("a frame of AV1 is read as well, one of HEVC is nothing that can be asked for", async () => {
  const av1 = framesOf(readFilm("av1"));
  const picture = await pool.read({ codec: "av1", setup: av1.setup, sample: av1.poster });
  const { data, info } = await sharp(picture!).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 160, height: 90 });
  // In the yellow disk at the left of the first frame.
  const at = (45 * 160 + 40) * info.channels;
  expect(data[at]).toBeGreaterThan(200);
  expect(data[at + 2]).toBeLessThan(90);
  expect(() => framesOf(readFilm("hevc"))).toThrow("No frames");
});

test("the last frame of a film of Easel's own can be read without the others", async () => {
  const size = { width: 64, height: 36 };
  const words = { prompt: "a lake, boats", negativePrompt: "", pictures: [] };
  const { mp4 } = makeFilm({ ...words, ...size, durationSeconds: 0.5, seed: 1 });
  const { setup, last } = framesOf(mp4);
  const picture = await pool.read({ codec: "h264", setup, sample: last! });
  expect(await sharp(picture!).metadata()).toMatchObject({ format: "png", ...size });
});

test("whatever is wrong with a frame, it is no picture, and nothing else happens", async () => {
  const { setup, poster } = framesOf(readFilm("high"));
  const whole = Buffer.from(poster);
  let state = 7;
  const random = (limit: number) => (state = (state * 48_271) % 2_147_483_647) % limit;
  const broken = Array.from({ length: 40 }, (_, each) => {
    const bytes = Buffer.from(whole);
    for (let change = 0; change <= each % 4; change++)
      bytes[5 + random(bytes.length - 5)] = random(256);
    return each % 5 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
  });
  const answers = await Promise.all(
    broken.map((sample) => pool.read({ codec: "h264", setup, sample })),
  );
  expect(answers.filter((answer) => answer === null).length).toBeGreaterThan(10);
  const claimsMuch = Buffer.from(setup);
  claimsMuch.fill(0xff, 9);
  expect(await pool.read({ codec: "h264", setup: claimsMuch, sample: whole })).toBeNull();
  const empty = new Uint8Array(0);
  expect(await pool.read({ codec: "h264", setup, sample: empty })).toBeNull();
  expect(await pool.read({ codec: "h264", setup: empty, sample: whole })).toBeNull();
  expect(await pool.read({ codec: "av1", setup: empty, sample: whole })).toBeNull();
  const shortUnits = Buffer.from(setup);
  shortUnits[4] = 0;
  const manyUnits = new Uint8Array(16 * 2 ** 20);
  expect(await pool.read({ codec: "h264", setup: shortUnits, sample: manyUnits })).toBeNull();
  expect(
    await pool.read({ codec: "h264", setup: shortUnits, sample: manyUnits.fill(1) }),
  ).toBeNull();
  // And goes on.
  expect(await pool.read({ codec: "h264", setup, sample: whole })).not.toBeNull();
});

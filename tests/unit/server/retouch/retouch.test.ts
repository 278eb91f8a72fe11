import sharp from "sharp";
import { expect, test } from "vitest";
import { changeFile } from "~/.server/retouch/change-file";
import { explainFrameWords, readFrameWords } from "~/.server/retouch/reframe-words";
import { operations } from "~/.server/retouch/operations";
import type { Picture } from "~/.server/retouch/picture";
import { readWords } from "~/.server/retouch/read-words";
import { retouch } from "~/.server/retouch/retouch";
import type { RetouchRequest } from "~/.server/retouch/retouch-messages";
import { frameWish, marginsOf, roomIn } from "~/domain/frame";
import { UnusableRequestError } from "~/.server/subprocesses/unusable-request";
import { after, changedShare, detailIn, leftHalf, lightIn, photo, rightHalf } from "./a-picture";

const { width, height } = photo;

/** White on the right half. */
const mask = {
  width,
  height,
  data: Float32Array.from({ length: width * height }, (_, at) => (at % width < width / 2 ? 0 : 1)),
};

const fileOf = async ({ data, ...size }: Picture) =>
  new Uint8Array(
    await sharp(data, { raw: { ...size, channels: 4 } })
      .png()
      .toBuffer(),
  );

async function open(file: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(file)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

async function change(changes: Partial<RetouchRequest>): Promise<Picture> {
  const request = { tool: "retouch", prompt: "", mask: null, shape: null } as const;
  const source = await fileOf(photo);
  return await open(await changeFile({ ...request, source, ...changes }, () => {}));
}

test("several changes are made one after the other, in the order of the words", async () => {
  const first = await after("crop to a square, add a white border");
  const second = await after("add a white border, crop to a square");
  expect([first.width, first.height]).toEqual([80, 80]);
  expect([second.width, second.height]).toEqual([80, 80]);
  expect(changedShare(first, second)).toBeGreaterThan(0);
});

test("more is asked for, more is done", async () => {
  const [little, usual, lot] = [
    await after("a little darker"),
    await after("darker"),
    await after("much darker"),
  ].map((picture) => lightIn(picture));
  expect(lightIn(photo)).toBeGreaterThan(little!);
  expect(little).toBeGreaterThan(usual!);
  expect(usual).toBeGreaterThan(lot!);
});

test.each(operations.filter(({ isGeometry }) => !isGeometry))(
  "outside a mask “$id” changes not one pixel",
  async (operation) => {
    const details = readWords("keep only the red and green").steps[0]!.details;
    const step = { operation, amount: "usual", region: operation.region ?? null, details } as const;
    const now = await retouch(photo, [step], mask);
    expect(changedShare(photo, now, leftHalf)).toBe(0);
    expect(now.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
  },
);

test("inside a mask all changes are made, and half of them where it is gray", async () => {
  const { steps } = readWords("black and white, darker");
  const masked = await retouch(photo, steps, mask);
  const whole = await retouch(photo, steps);
  expect(changedShare(whole, masked, rightHalf)).toBe(0);
  const gray = { ...mask, data: mask.data.map(() => 0.5) };
  const half = lightIn(await retouch(photo, readWords("darker").steps, gray));
  expect(half).toBeLessThan(lightIn(photo) - 5);
  expect(half).toBeGreaterThan(lightIn(await after("darker")) + 5);
});

test("what turns or cuts the picture is done to all of it, and the mask goes along", async () => {
  const { steps } = readWords("mirror, black and white");
  const now = await retouch(photo, steps, mask);
  const mirrored = await after("mirror");
  expect(changedShare(mirrored, now, rightHalf)).toBe(0);
  expect(changedShare(mirrored, now, leftHalf)).toBeGreaterThan(0.9);
});

test("a file comes back as a PNG, the same each time, with its transparent parts", async () => {
  const clear = {
    ...photo,
    data: photo.data.map((value, at) => (at % 4 === 3 && at < 400 ? 0 : value)),
  };
  const request: RetouchRequest = {
    tool: "retouch",
    prompt: "warmer, add snow, oil painting",
    source: await fileOf(clear),
    mask: null,
    shape: null,
  };
  const shares: number[] = [];
  const first = await changeFile(request, (share) => shares.push(share));
  const second = await changeFile(request, () => {});
  expect(Buffer.compare(first, second)).toBe(0);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  const now = await open(first);
  expect([now.data[3], now.data[403]]).toEqual([0, 255]);
});

test("a mask that comes as a file of grays keeps its black parts to the bit", async () => {
  const grays = new Uint8Array(mask.data.map((value) => 255 * value));
  const file = await sharp(grays, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  const now = await change({ prompt: "turn it into night", mask: new Uint8Array(file) });
  expect(changedShare(photo, now, leftHalf)).toBe(0);
  expect(changedShare(photo, now, rightHalf)).toBe(1);
});

test.each([
  ["fill the shape", [16, 9]],
  ["fill the shape, mirrored", [1, 1]],
  ["a blurred background", [9, 16]],
  ["white bars", [1, 1]],
] as const)("“%s” keeps the picture as it is inside a larger one", async (prompt, shape) => {
  const now = await change({ tool: "reframe", prompt, shape });
  const ratio = shape[0] / shape[1];
  expect(Math.abs(now.width - now.height * ratio)).toBeLessThan(2);
  const [left, top] = [Math.round((now.width - width) / 2), Math.round((now.height - height) / 2)];
  const size = { left, top, width, height };
  const raw = { width: now.width, height: now.height, channels: 4 } as const;
  const inside = await sharp(now.data, { raw }).extract(size).raw().toBuffer();
  expect(Buffer.compare(inside, photo.data)).toBe(0);
});

test.each([
  [{ frameLeft: "25", frameBottom: 10, frameUnit: "percent" }, "", [24, 0, 0, 7]],
  [{ frameRight: "7", frameTop: "3", frameUnit: "pixels" }, "white border", [0, 7, 3, 0]],
  [{ frameLeft: 5, frameRight: 5, frameUnit: "pixels" }, "square, mirrored", [5, 5, 0, 0]],
] as const)("room by numbers, %j, leaves the picture as it is", async (typed, prompt, added) => {
  const [left, right, top, bottom] = added;
  const room = roomIn(typed);
  const now = await change({ tool: "reframe", prompt, shape: [9, 16], room });
  expect([now.width, now.height]).toEqual([width + left + right, height + top + bottom]);
  const raw = { width: now.width, height: now.height, channels: 4 } as const;
  const inside = sharp(now.data, { raw }).extract({ left, top, width, height });
  expect(Buffer.compare(await inside.raw().toBuffer(), photo.data)).toBe(0);
});

test("a picture that leaves no room for its frame is made smaller first", async () => {
  const request = { tool: "reframe", prompt: "white bars", mask: null, shape: [9, 16] } as const;
  const source = await fileOf(photo);
  const now = await open(await changeFile({ ...request, source }, () => {}, 9000));
  expect(now.width * now.height).toBeLessThan(9100);
  expect(now.width * now.height).toBeGreaterThan(8500);
  expect(Math.abs(now.width - (now.height * 9) / 16)).toBeLessThan(1);
  // The photo keeps its proportions between the bars.
  const middle = [0, 0.35, 1, 0.65] as const;
  expect(lightIn(now, middle)).toBeLessThan(lightIn(now) - 30);
});

test("a file that is no picture can never be changed", async () => {
  const source = Uint8Array.of(1, 2, 3);
  await expect(change({ prompt: "warmer", source })).rejects.toBeInstanceOf(UnusableRequestError);
});

test("the new edge goes on where the picture ends, and gets softer away from it", async () => {
  const now = await change({ tool: "reframe", prompt: "100% more on the right" });
  expect([now.width, now.height]).toEqual([2 * width, height]);
  const seam = detailIn(now, [0.49, 0.5, 0.52, 1]);
  expect(seam).toBeLessThan(3 * detailIn(photo, [0.5, 0.5, 1, 1]));
  expect(detailIn(now, [0.8, 0.5, 1, 1])).toBeLessThan(0.5 * detailIn(photo, [0, 0.5, 1, 1]));
});

test.each([
  ["fill the shape", [0, 0, 12, 12]],
  ["20% on each side", [20, 20, 10, 10]],
  ["more room on the left", [25, 0, 0, 0]],
  ["extend left and right by 30 percent", [30, 30, 0, 0]],
  ["add 10% above and 40% below", [0, 0, 5, 20]],
  ["2:1, keep it on the left", [0, 0, 0, 0]],
  ["square, keep it at the bottom", [0, 0, 50, 0]],
  ["square with black bars", [0, 0, 25, 25]],
])("“%s” adds so many pixels to 100 × 50", (prompt, [left, right, top, bottom]) => {
  const wish = readFrameWords(prompt);
  const margins = marginsOf({ width: 100, height: 50 }, frameWish(roomIn({}), wish, [100, 74]));
  expect(margins).toEqual({ left, right, top, bottom });
  expect(wish.unknown).toEqual([]);
});

test("says what the new frame will be, and refuses words that say nothing of one", () => {
  expect(explainFrameWords({ prompt: "20% more on the left, white border" })).toEqual({
    understood: ["20% more on the left", "filled with white"],
    unknown: [],
    leftOut: [],
    frame: { sides: { left: 20 }, shape: null, place: null },
  });
  expect(explainFrameWords({ prompt: "a cat on a sofa" })).toEqual({
    understood: [],
    unknown: ["cat sofa"],
    leftOut: [],
    frame: { sides: {}, shape: null, place: null },
  });
  const room = roomIn({ frameTop: "40", frameUnit: "pixels" });
  expect(explainFrameWords({ prompt: "square, white border", room })).toMatchObject({
    understood: ["40 pixels more above", "filled with white"],
    leftOut: ["extended to 1:1"],
  });
});

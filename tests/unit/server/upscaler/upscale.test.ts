import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { createSubprocessPool } from "~/.server/subprocesses/subprocess-pool";
import { UnusableRequestError } from "~/.server/subprocesses/unusable-request";
import { openNetwork } from "~/.server/upscaler/run-network";
import { upscaleFile } from "~/.server/upscaler/upscale-file";
import { upscalePixels } from "~/.server/upscaler/upscale-pixels";
import type { Upscaled, UpscaleRequest } from "~/.server/upscaler/upscaler-messages";

/** A photograph of a flower, 128 × 128. */
const weights = dirname(findPackageJSON("@upscalerjs/esrgan-slim", import.meta.url) ?? "");
const flower = await readFile(join(weights, "assets/fixture.png"));
/** A painted landscape, from its middle. */
const painting = await sharp(join(process.cwd(), "public/examples/lighthouse.webp"))
  .extract({ left: 160, top: 120, width: 128, height: 128 })
  .png()
  .toBuffer();

const rgbOf = (file: Uint8Array) => sharp(file).removeAlpha().toColorspace("srgb").raw().toBuffer();
const upscale = (source: Uint8Array, factor: 2 | 4 = 2, shares: number[] = []) =>
  upscaleFile({ source, factor }, (share) => void shares.push(share));

/** Peak signal-to-noise ratio, in decibels. */
function likeness(one: Uint8Array, other: Uint8Array): number {
  const squares = one.reduce((sum, value, at) => sum + (value - other[at]!) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / one.length));
}

test.each([
  ["a photograph", flower, 2],
  ["a photograph", flower, 4],
  ["a painting", painting, 2],
  ["a painting", painting, 4],
] as const)(
  "%s that was made smaller comes closer to itself than by bicubic, %#",
  async (_name, original, factor) => {
    const side = 128 / factor;
    const small = await sharp(original)
      .removeAlpha()
      .resize(side, side, { kernel: "cubic" })
      .png()
      .toBuffer();
    const wanted = await rgbOf(original);
    const bicubic = await rgbOf(
      await sharp(small).resize(128, 128, { kernel: "cubic" }).png().toBuffer(),
    );
    const made = await rgbOf(await upscale(small, factor));
    expect(likeness(made, wanted)).toBeGreaterThan(likeness(bicubic, wanted) + 0.3);
  },
);

test.each([2, 4] as const)("in pieces it is the same as in one, %d×", async (factor) => {
  const enlarge = await openNetwork(factor);
  const small = await sharp(flower).resize(64, 64).png().toBuffer();
  const picture = { width: 64, height: 64, data: await rgbOf(small) };
  const shares: number[] = [];
  const inPieces = await upscalePixels(
    picture,
    factor,
    enlarge,
    (share) => void shares.push(share),
    20,
  );
  const inOne = await upscalePixels(picture, factor, enlarge, () => {});
  const differences = inOne.data.map((value, at) => Math.abs(value - inPieces.data[at]!));
  expect(differences.filter((difference) => difference > 1)).toHaveLength(0);
  expect(shares).toHaveLength(16);
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  expect(shares.at(-1)).toBe(1);
});

test("gives a picture of the size that was asked for, the same each time, and tells how far it is", async () => {
  const source = await sharp(flower).resize(37, 21).png().toBuffer();
  const shares: number[] = [];
  const [once, again] = [await upscale(source, 4, shares), await upscale(source, 4)];
  expect(await sharp(once).metadata()).toMatchObject({ width: 148, height: 84, format: "png" });
  expect(once).toEqual(again);
  expect(shares.at(-1)).toBe(1);
});

test("what is transparent stays so, and what is hidden there does not color the edge", async () => {
  const rgba = await sharp(flower).resize(32, 32).ensureAlpha().raw().toBuffer();
  // The left half is hidden, and green beneath.
  for (let at = 0; at < rgba.length; at += 4)
    if ((at / 4) % 32 < 16) rgba.set([0, 255, 0, 0], at);
    else rgba.set([200, 30, 40, 255], at);
  const source = await sharp(rgba, { raw: { width: 32, height: 32, channels: 4 } })
    .png()
    .toBuffer();
  const large = await sharp(await upscale(source))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(large.info).toMatchObject({ width: 64, height: 64, channels: 4 });
  const pixel = (x: number) => [...large.data.subarray(4 * (32 * 64 + x), 4 * (32 * 64 + x) + 4)];
  expect(pixel(4)[3]).toBe(0);
  expect(pixel(60)[3]).toBe(255);
  const seen = Array.from({ length: 36 }, (_, at) => pixel(28 + at)).filter(
    ([, , , a = 0]) => a > 0,
  );
  expect(seen.filter(([red = 0, green = 0]) => red < green + 100)).toEqual([]);
});

test("a turned photograph comes out upright, gray and JPEG files too", async () => {
  const turned = await sharp(flower)
    .resize(24, 16, { fit: "fill" })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect(await sharp(await upscale(turned)).metadata()).toMatchObject({
    width: 32,
    height: 48,
    format: "jpeg",
  });
  const gray = await sharp(flower).resize(16, 16).grayscale().jpeg().toBuffer();
  const large = await sharp(await upscale(gray))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(large.info).toMatchObject({ width: 32, height: 32, channels: 3 });
});

test("a file that is no picture, or too large a one, is refused as what can never be done", async () => {
  await expect(upscale(new Uint8Array(100))).rejects.toThrow(UnusableRequestError);
  const wide = await sharp({ create: { width: 8001, height: 2, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  await expect(upscale(wide)).rejects.toThrow(UnusableRequestError);
});

test("what nobody wants any more stops after a piece, and the next picture is enlarged", async () => {
  const workerUrl = new URL("../../../../app/.server/upscaler/upscaler-worker.ts", import.meta.url);
  const pool = createSubprocessPool<UpscaleRequest, Upscaled>({ workerUrl, name: "upscaler" });
  onTestFinished(() => pool.close());
  const source = await sharp(flower).resize(300, 300).png().toBuffer();
  const stop = new AbortController();
  const shares: number[] = [];
  const onProgress = (share: number) => {
    shares.push(share);
    stop.abort(new Error("enough"));
  };
  const unwanted = pool.run({ source, factor: 2 }, { signal: stop.signal, onProgress });
  await expect(unwanted).rejects.toThrow("enough");
  expect(shares).toHaveLength(1);
  const { file } = await pool.run({ source: flower, factor: 2 });
  expect(await sharp(file).metadata()).toMatchObject({ width: 256, height: 256 });
});

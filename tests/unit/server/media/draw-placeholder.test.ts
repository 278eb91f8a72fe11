import { expect, test } from "vitest";
import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { createPlaceholders } from "~/.server/media/draw-placeholder";

const [width, height] = [32, 18];
/** Blue on the left, orange on the right. */
const rgba = Uint8Array.from({ length: width * height * 4 }, (_, index) => {
  const isLeft = Math.floor(index / 4) % width < width / 2;
  return (isLeft ? [30, 60, 200, 255] : [240, 140, 20, 255])[index % 4] ?? 0;
});
const thumbhash = Buffer.from(rgbaToThumbHash(width, height, rgba)).toString("base64");

test("draws a small picture with the colors and the proportions of the hash", async () => {
  const url = (await createPlaceholders()(thumbhash)) ?? "";
  expect(url).toMatch(/^data:image\/webp;base64,/);
  expect(url.length).toBeLessThan(200);
  const drawn = sharp(Buffer.from(url.split(",", 2)[1] ?? "", "base64"))
    .removeAlpha()
    .raw();
  const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([8, 5]);
  const [left = 0, , leftBlue = 0] = data.subarray(0, 3);
  const [right = 0, , rightBlue = 0] = data.subarray(7 * 3, 8 * 3);
  expect(leftBlue).toBeGreaterThan(left);
  expect(right).toBeGreaterThan(rightBlue);
});

test("draws each one once", () => {
  const draw = createPlaceholders();
  expect(draw(thumbhash)).toBe(draw(thumbhash));
});

test("draws nothing from text that is no thumbhash", async () => {
  expect(await createPlaceholders()("")).toBeNull();
});

test("stands squares behind a picture that is seen through", async () => {
  const clear = Uint8Array.from(rgba);
  for (let at = 3; at < clear.length / 2; at += 4) clear[at] = 0;
  const hash = Buffer.from(rgbaToThumbHash(width, height, clear)).toString("base64");
  const url = (await createPlaceholders()(hash)) ?? "";
  expect(url).toMatch(/^data:image\/svg\+xml,/);
  const drawn = decodeURIComponent(url.split(",").slice(1).join(","));
  expect(drawn).toMatch(/^<svg .*pattern.*<\/svg>$/);
});

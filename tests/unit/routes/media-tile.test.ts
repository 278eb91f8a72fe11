import { expect, test } from "vitest";
import { rgbaToThumbHash } from "thumbhash";
import { placeholderOf } from "~/routes/media-tile.server";

test("makes a small PNG from a thumbhash, the same one each time", () => {
  const rgba = new Uint8Array(32 * 18 * 4).map((_, index) => (index % 4 === 3 ? 255 : index % 251));
  const hash = Buffer.from(rgbaToThumbHash(32, 18, rgba)).toString("base64");
  const url = placeholderOf(hash);
  expect(url).toMatch(/^data:image\/png;base64,/);
  expect(url!.length).toBeLessThan(600);
  expect(placeholderOf(hash)).toBe(url);
});

test("makes nothing from text that is no thumbhash", () => {
  expect(placeholderOf("")).toBeNull();
});

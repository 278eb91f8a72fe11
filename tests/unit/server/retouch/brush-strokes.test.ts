import { expect, test } from "vitest";
import { flatten } from "~/.server/retouch/brush-strokes";
import { largePhoto } from "./a-picture";

test("a picture that is flattened in bands looks as if it were done at once", () => {
  const { width, height } = largePhoto;
  const [inBands, atOnce] = [40 * width, height * width].map((pixels) =>
    flatten(largePhoto, 5, pixels),
  );
  expect(Buffer.compare(inBands!.data, atOnce!.data)).toBe(0);
});

import { expect, test } from "vitest";
import { operations } from "~/.server/retouch/operations";
import { readWords } from "~/.server/retouch/read-words";
import type { Picture } from "~/.server/retouch/picture";
import {
  after,
  ball,
  changedShare,
  colorfulnessIn,
  colorIn,
  colorsIn,
  corner,
  detailIn,
  drawPicture,
  largePhoto,
  lightIn,
  meadow,
  photo,
  pixelAt,
  sky,
  spreadIn,
} from "./a-picture";

interface Case {
  /** The operation. */
  id: string;
  prompt: string;
  /** Left out: the small photo. */
  of?: Picture;
  /** What the pixels must show. */
  shows(now: Picture): void;
}

const isGray = (picture: Picture) => colorfulnessIn(picture) < 2;
const [red, green, blue] = [0, 1, 2] as const;
const more = (now: number, before: number, least: number) =>
  expect(now - before).toBeGreaterThan(least);

const cases: Case[] = [
  {
    id: "brighter",
    prompt: "brighter",
    shows: (now) => more(lightIn(now), lightIn(photo), 10),
  },
  {
    id: "darker",
    prompt: "make it darker",
    shows: (now) => more(lightIn(photo), lightIn(now), 10),
  },
  {
    id: "more contrast",
    prompt: "increase the contrast",
    shows: (now) => more(spreadIn(now), spreadIn(photo), 4),
  },
  {
    id: "less contrast",
    prompt: "less contrast",
    shows: (now) => more(spreadIn(photo), spreadIn(now), 8),
  },
  {
    id: "lighter shadows",
    prompt: "lighten the shadows",
    shows(now) {
      more(lightIn(now, meadow), lightIn(photo, meadow), 8);
      expect(Math.abs(lightIn(now, sky) - lightIn(photo, sky))).toBeLessThan(4);
    },
  },
  {
    id: "calmer highlights",
    prompt: "calm the highlights",
    shows(now) {
      more(lightIn(photo, sky), lightIn(now, sky), 4);
      expect(lightIn(photo, meadow) - lightIn(now, meadow)).toBeLessThan(6);
    },
  },
  {
    id: "levels corrected",
    prompt: "auto levels",
    shows: (now) => more(spreadIn(now), spreadIn(photo), 3),
  },
  {
    id: "faded",
    prompt: "faded",
    shows(now) {
      expect(Math.min(...now.data.filter((_, at) => at % 4 !== 3))).toBeGreaterThan(30);
      more(colorfulnessIn(photo), colorfulnessIn(now), 15);
    },
  },
  {
    id: "clarity",
    prompt: "more clarity",
    shows: (now) => more(detailIn(now), detailIn(photo), 0.5),
  },
  { id: "sharper", prompt: "sharpen", shows: (now) => more(detailIn(now), detailIn(photo), 0.5) },
  { id: "blurred", prompt: "blur it", shows: (now) => more(detailIn(photo), detailIn(now), 1) },
  {
    id: "background blurred",
    prompt: "blur the background a lot",
    shows(now) {
      expect(changedShare(photo, now, ball)).toBeLessThan(0.2);
      expect(detailIn(now, meadow)).toBeLessThan(0.75 * detailIn(photo, meadow));
    },
  },
  {
    id: "tilt shift",
    prompt: "tilt shift",
    shows(now) {
      expect(changedShare(photo, now, [0, 0.52, 1, 0.6])).toBeLessThan(0.1);
      expect(detailIn(now, [0, 0.9, 1, 1])).toBeLessThan(0.9 * detailIn(photo, [0, 0.9, 1, 1]));
    },
  },
  {
    id: "motion blur",
    prompt: "motion blur",
    shows: (now) => expect(detailIn(now)).toBeLessThan(0.6 * detailIn(photo)),
  },
  {
    id: "noise removed",
    prompt: "remove the noise",
    shows: (now) => expect(detailIn(now, meadow)).toBeLessThan(0.8 * detailIn(photo, meadow)),
  },
  { id: "glow", prompt: "a soft glow", shows: (now) => more(lightIn(now), lightIn(photo), 10) },
  {
    id: "double exposure",
    prompt: "double exposure",
    shows(now) {
      more(lightIn(now), lightIn(photo), 15);
      expect(changedShare(photo, now)).toBeGreaterThan(0.9);
    },
  },
  {
    id: "night",
    prompt: "turn it into night",
    shows(now) {
      expect(lightIn(now)).toBeLessThan(0.45 * lightIn(photo));
      const [r, , b] = colorIn(now, meadow);
      more(b, r, 5);
    },
  },
  {
    id: "golden hour",
    prompt: "golden hour",
    shows(now) {
      more(colorIn(now)[red], colorIn(photo)[red], 8);
      more(colorIn(photo)[blue], colorIn(now)[blue], 15);
    },
  },
  {
    id: "rain",
    prompt: "add rain",
    shows(now) {
      more(lightIn(photo, sky), lightIn(now, sky), 4);
      more(detailIn(now, sky), detailIn(photo, sky), 0.5);
    },
  },
  {
    id: "snow",
    prompt: "let it snow",
    shows(now) {
      more(detailIn(now, sky), detailIn(photo, sky), 0.7);
      more(lightIn(now, meadow), lightIn(photo, meadow), 5);
    },
  },
  {
    id: "fog",
    prompt: "add fog",
    shows(now) {
      more(colorfulnessIn(photo), colorfulnessIn(now), 20);
      more(lightIn(now, [0, 0.5, 0.2, 0.8]), lightIn(photo, [0, 0.5, 0.2, 0.8]), 20);
    },
  },
  {
    id: "stars",
    prompt: "add stars",
    shows(now) {
      expect(changedShare(photo, now, sky)).toBeGreaterThan(0.01);
      expect(changedShare(photo, now, meadow)).toBe(0);
    },
  },
  {
    id: "vignette",
    prompt: "add a vignette",
    shows(now) {
      expect(lightIn(now, corner)).toBeLessThan(0.75 * lightIn(photo, corner));
      expect(changedShare(photo, now, [0.45, 0.45, 0.55, 0.55])).toBe(0);
    },
  },
  {
    id: "film grain",
    prompt: "film grain",
    shows(now) {
      more(detailIn(now), detailIn(photo), 3);
      expect(Math.abs(lightIn(now) - lightIn(photo))).toBeLessThan(2);
    },
  },
  {
    id: "old photo",
    prompt: "like an old photo",
    shows(now) {
      const [r, g, b] = colorIn(now);
      more(r, g, 1);
      more(g, b, 5);
      more(colorfulnessIn(photo), colorfulnessIn(now), 30);
    },
  },
  {
    id: "light leak",
    prompt: "light leak",
    shows: (now) =>
      more(colorIn(now, [0, 0, 0.1, 1])[red], colorIn(photo, [0, 0, 0.1, 1])[red], 40),
  },
  {
    id: "black and white",
    prompt: "black and white",
    shows(now) {
      expect(isGray(now)).toBe(true);
      expect(Math.abs(lightIn(now) - lightIn(photo))).toBeLessThan(12);
    },
  },
  {
    id: "film noir",
    prompt: "film noir",
    shows(now) {
      expect(isGray(now)).toBe(true);
      more(spreadIn(now), spreadIn(photo), 8);
    },
  },
  {
    id: "sepia",
    prompt: "sepia",
    shows(now) {
      const [r, g, b] = colorIn(now);
      more(r, g, 10);
      more(g, b, 10);
    },
  },
  {
    id: "inverted",
    prompt: "invert the colors",
    shows(now) {
      for (const [x, y] of [
        [3, 3],
        [48, 43],
        [90, 70],
      ] as const)
        expect(pixelAt(now, x, y)).toEqual(pixelAt(photo, x, y).map((value) => 255 - value));
    },
  },
  {
    id: "solarized",
    prompt: "solarize",
    shows: (now) => more(colorIn(photo, sky)[blue], colorIn(now, sky)[blue], 60),
  },
  {
    id: "warmer",
    prompt: "warmer",
    shows(now) {
      more(colorIn(now)[red], colorIn(photo)[red], 5);
      more(colorIn(photo)[blue], colorIn(now)[blue], 10);
    },
  },
  {
    id: "cooler",
    prompt: "cooler",
    shows(now) {
      more(colorIn(photo)[red], colorIn(now)[red], 5);
      more(colorIn(now)[blue], colorIn(photo)[blue], 5);
    },
  },
  {
    id: "more saturated",
    prompt: "more saturated",
    shows: (now) => more(colorfulnessIn(now), colorfulnessIn(photo), 15),
  },
  {
    id: "less saturated",
    prompt: "less saturated",
    shows: (now) => more(colorfulnessIn(photo), colorfulnessIn(now), 20),
  },
  {
    id: "vivid colors",
    prompt: "vivid colors",
    shows: (now) => more(colorfulnessIn(now), colorfulnessIn(photo), 20),
  },
  {
    id: "pastel colors",
    prompt: "pastel colors",
    shows(now) {
      more(lightIn(now), lightIn(photo), 30);
      more(colorfulnessIn(photo), colorfulnessIn(now), 20);
    },
  },
  {
    id: "tinted",
    prompt: "tint it purple",
    shows(now) {
      more(colorIn(photo)[green], colorIn(now)[green], 5);
      more(colorIn(now, meadow)[blue], colorIn(photo, meadow)[blue], 10);
    },
  },
  {
    id: "duotone",
    prompt: "duotone navy and yellow",
    shows(now) {
      // Every color lies between the two.
      const [r, , b] = colorIn(now, sky);
      expect(r).toBeGreaterThan(b);
      expect(colorsIn(now)).toBeLessThan(257);
    },
  },
  {
    id: "color splash",
    prompt: "keep only the red",
    shows(now) {
      expect(colorfulnessIn(now, ball)).toBeGreaterThan(0.8 * colorfulnessIn(photo, ball));
      expect(colorfulnessIn(now, sky)).toBeLessThan(2);
      expect(colorfulnessIn(now, meadow)).toBeLessThan(6);
    },
  },
  {
    id: "one color changed",
    prompt: "change the red into blue",
    shows(now) {
      const [r, , b] = colorIn(now, ball);
      more(b, r, 40);
      expect(changedShare(photo, now, sky)).toBe(0);
    },
  },
  {
    id: "more of a color",
    prompt: "more green",
    shows(now) {
      more(colorfulnessIn(now, meadow), colorfulnessIn(photo, meadow), 8);
      expect(changedShare(photo, now, ball)).toBeLessThan(0.05);
    },
  },
  {
    id: "less of a color",
    prompt: "less blue",
    shows(now) {
      more(colorfulnessIn(photo, sky), colorfulnessIn(now, sky), 40);
      expect(changedShare(photo, now, ball)).toBeLessThan(0.05);
    },
  },
  {
    id: "cinematic",
    prompt: "cinematic",
    shows(now) {
      more(colorIn(now, meadow)[blue] - colorIn(now, meadow)[red], -32, 0);
      more(
        colorIn(now, meadow)[blue] - colorIn(now, meadow)[red],
        colorIn(photo, meadow)[blue] - colorIn(photo, meadow)[red],
        5,
      );
    },
  },
  {
    id: "pixel art",
    prompt: "pixel art",
    shows: (now) => expect(colorsIn(now)).toBeLessThanOrEqual(16),
  },
  {
    id: "mosaic",
    prompt: "mosaic",
    shows(now) {
      expect(pixelAt(now, 0, 0)).toEqual(pixelAt(now, 1, 1));
      expect(colorsIn(now)).toBeLessThan(0.6 * colorsIn(photo));
      expect(Math.abs(lightIn(now) - lightIn(photo))).toBeLessThan(3);
    },
  },
  {
    id: "poster",
    prompt: "poster colors",
    shows: (now) => expect(colorsIn(now)).toBeLessThanOrEqual(16),
  },
  {
    id: "pencil sketch",
    prompt: "pencil sketch",
    shows(now) {
      expect(colorfulnessIn(now)).toBeLessThan(5);
      expect(lightIn(now, sky)).toBeGreaterThan(200);
    },
  },
  {
    id: "oil painting",
    prompt: "oil painting",
    of: largePhoto,
    shows(now) {
      expect(detailIn(now, meadow)).toBeLessThan(detailIn(largePhoto, meadow));
      more(colorfulnessIn(now), colorfulnessIn(largePhoto), 8);
    },
  },
  {
    id: "watercolor",
    prompt: "watercolor",
    of: largePhoto,
    shows(now) {
      more(lightIn(now), lightIn(largePhoto), 5);
      expect(detailIn(now, meadow)).toBeLessThan(detailIn(largePhoto, meadow));
    },
  },
  {
    id: "cartoon",
    prompt: "comic",
    shows(now) {
      expect(detailIn(now, sky)).toBeLessThan(detailIn(photo, sky) + 2);
      // The outline of the ball.
      expect(
        Math.min(...[27, 28, 29, 30, 31, 32, 33].map((y) => pixelAt(now, 48, y)[green]!)),
      ).toBeLessThan(40);
    },
  },
  {
    id: "halftone",
    prompt: "halftone",
    shows: (now) => more(detailIn(now, sky), detailIn(photo, sky), 10),
  },
  {
    id: "embossed",
    prompt: "emboss",
    shows(now) {
      expect(isGray(now)).toBe(true);
      expect(Math.abs(lightIn(now) - 128)).toBeLessThan(16);
    },
  },
  {
    id: "edge lines",
    prompt: "line drawing",
    shows(now) {
      expect(colorfulnessIn(now)).toBeLessThan(4);
      expect(lightIn(now, [0, 0.1, 1, 0.3])).toBeGreaterThan(235);
      expect(spreadIn(now, [0.3, 0.4, 0.7, 0.8])).toBeGreaterThan(40);
    },
  },
  {
    id: "glitch",
    prompt: "glitch",
    shows: (now) => expect(changedShare(photo, now)).toBeGreaterThan(0.8),
  },
  {
    id: "mirrored half",
    prompt: "symmetry",
    shows(now) {
      for (const x of [0, 10, 40])
        expect(pixelAt(now, x, 30)).toEqual(pixelAt(now, photo.width - 1 - x, 30));
    },
  },
  {
    id: "cropped",
    prompt: "crop to a square",
    shows(now) {
      expect([now.width, now.height]).toEqual([72, 72]);
      expect(pixelAt(now, 0, 0)).toEqual(pixelAt(photo, 12, 0));
    },
  },
  {
    id: "turned",
    prompt: "rotate left",
    shows(now) {
      expect([now.width, now.height]).toEqual([72, 96]);
      expect(pixelAt(now, 0, 95)).toEqual(pixelAt(photo, 0, 0));
    },
  },
  {
    id: "upside down",
    prompt: "upside down",
    shows: (now) => expect(pixelAt(now, 0, 0)).toEqual(pixelAt(photo, 95, 71)),
  },
  {
    id: "mirrored",
    prompt: "mirror",
    shows: (now) => expect(pixelAt(now, 0, 7)).toEqual(pixelAt(photo, 95, 7)),
  },
  {
    id: "flipped",
    prompt: "flip it vertically",
    shows: (now) => expect(pixelAt(now, 7, 0)).toEqual(pixelAt(photo, 7, 71)),
  },
  {
    id: "straightened",
    prompt: "straighten by 4 degrees",
    shows(now) {
      expect(now.width / now.height).toBeCloseTo(photo.width / photo.height, 1);
      expect(now.width).toBeLessThan(photo.width);
      expect(now.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
    },
  },
  {
    id: "closer",
    prompt: "zoom in by 50%",
    shows(now) {
      expect([now.width, now.height]).toEqual([96, 72]);
      more(redPixels(now), 2 * redPixels(photo), 0);
    },
  },
  {
    id: "cut",
    prompt: "cut 25% off the left",
    shows(now) {
      expect([now.width, now.height]).toEqual([72, 72]);
      expect(pixelAt(now, 0, 5)).toEqual(pixelAt(photo, 24, 5));
    },
  },
  {
    id: "smaller",
    prompt: "half the size",
    shows: (now) => expect([now.width, now.height]).toEqual([48, 36]),
  },
  {
    id: "border",
    prompt: "add a black border",
    shows(now) {
      expect([now.width, now.height]).toEqual([104, 80]);
      expect(pixelAt(now, 0, 0)).toEqual([16, 16, 16]);
      expect(pixelAt(now, 4, 4)).toEqual(pixelAt(photo, 0, 0));
    },
  },
  {
    id: "rounded corners",
    prompt: "rounded corners",
    shows(now) {
      expect(now.data[3]).toBe(0);
      expect(now.data[4 * (36 * 96 + 48) + 3]).toBe(255);
    },
  },
];

const redPixels = (picture: Picture) => {
  let count = 0;
  for (let at = 0; at < picture.data.length; at += 4)
    if (picture.data[at]! > 2 * picture.data[at + 1]!) count += 1;
  return count;
};

test.each(cases)("$id: “$prompt”", async ({ id, prompt, of, shows }) => {
  expect(readWords(prompt).steps.map(({ operation }) => operation.id)).toEqual([id]);
  shows(await after(prompt, of));
});

test("“remove the color cast” makes gray what the light had colored", async () => {
  const wall = drawPicture(40, 30, (x) => [90 + 80 * x, 70 + 62 * x, 50 + 44 * x]);
  const now = await after("remove the color cast", wall);
  expect(colorfulnessIn(wall)).toBeGreaterThan(40);
  expect(colorfulnessIn(now)).toBeLessThan(8);
  expect(Math.abs(lightIn(now) - lightIn(wall))).toBeLessThan(8);
});

test("there are more than 40 operations, and each has its pixels looked at", () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(60);
  const seen = [...cases.map(({ id }) => id), "color cast removed"];
  expect(ids.filter((id) => !seen.includes(id))).toEqual([]);
});

test.each(cases)(
  "“$prompt” keeps what is opaque, and the size unless it is about that",
  async (each) => {
    const [step] = readWords(each.prompt).steps;
    const now = await after(each.prompt);
    expect(now.data).toHaveLength(4 * now.width * now.height);
    if (step?.operation.isGeometry) return;
    expect([now.width, now.height]).toEqual([96, 72]);
    expect(now.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
  },
);

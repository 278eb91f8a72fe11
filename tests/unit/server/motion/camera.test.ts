import { expect, test } from "vitest";
import { cameraMoves, readMove, viewAt } from "~/.server/motion/camera";
import { explainMotion } from "~/.server/motion/explain-motion";
import { filmResolutions, filmSize } from "~/.server/motion/film-size";
import { shapeIds } from "~/domain/shapes";

test.each([
  ["zoom in slowly on the house", "zoom in"],
  ["Come closer", "zoom in"],
  ["zooming out", "zoom out"],
  ["pull back from the boat", "zoom out"],
  ["the camera moves to the left", "left"],
  ["pan right", "right"],
  ["rise upwards", "up"],
  ["look down", "down"],
])("“%s” moves the camera: %s", (words, move) => {
  expect(readMove(words, 1)).toBe(move);
});

test("words that name no move leave it to the seed, the same one each time", () => {
  const moves = Array.from({ length: 40 }, (_, seed) => readMove("make it come alive", seed));
  expect(new Set(moves).size).toBeGreaterThan(2);
  expect(readMove("make it come alive", 3)).toBe(moves[3]);
});

test("a camera never leaves the picture, and neither sets off nor stops with a jerk", () => {
  for (const move of cameraMoves) {
    const views = Array.from({ length: 73 }, (_, at) => viewAt(move, at / 72));
    const places = views.map(({ closeness, aside, below }) => closeness + aside + below);
    for (const { closeness, aside, below } of views) {
      for (const value of [aside, below]) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      expect(closeness).toBeGreaterThanOrEqual(0);
      expect(closeness).toBeLessThanOrEqual(1);
    }
    const paces = places.slice(1).map((place, at) => Math.abs(place - places[at]!));
    const fastest = Math.max(...paces);
    expect(paces[0]!).toBeLessThan(fastest / 20);
    expect(paces.at(-1)!).toBeLessThan(fastest / 20);
  }
});

test("sides are even and never more than 1280 × 720 pixels together", () => {
  expect(filmSize("720p", "16:9")).toEqual({ width: 1280, height: 720 });
  expect(filmSize("360p", "9:16")).toEqual({ width: 360, height: 640 });
  for (const resolution of filmResolutions) {
    for (const shape of shapeIds) {
      const { width, height } = filmSize(resolution, shape);
      expect([width % 2, height % 2]).toEqual([0, 0]);
      expect(width * height).toBeLessThanOrEqual(1280 * 720 * 1.002);
    }
  }
  expect(() => filmSize("4k", "16:9")).toThrow(TypeError);
});

test("words for what moves anyway are not called unknown, others are", () => {
  const words = { prompt: "a lake, boats drifting slowly, a robot", negativePrompt: "" };
  const reading = explainMotion(words);
  expect(reading.understood).toEqual(["lake", "boats"]);
  expect(reading.unknown).toEqual(["robot"]);
});

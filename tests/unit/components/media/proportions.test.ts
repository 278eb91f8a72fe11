import { expect, test } from "vitest";
import { ratioClass } from "~/components/media/proportions";
import { shapes } from "~/domain/shapes";

test.each(Object.values(shapes))("has the exact class for $name", ({ width, height }) => {
  const ratio = Number(/^\[--ratio:([\d.]+)\]$/.exec(ratioClass(width, height))?.[1]);
  expect(Math.abs(ratio - width / height)).toBeLessThan(0.001);
});

test("takes the nearest class for other proportions and the outermost for extreme ones", () => {
  expect(ratioClass(1000, 980)).toBe("[--ratio:1]");
  expect(ratioClass(10, 1)).toBe("[--ratio:4]");
  expect(ratioClass(1, 10)).toBe("[--ratio:0.25]");
});

import { expect, test } from "vitest";
import { pageNumbers } from "~/components/ui/pagination";

test("shows every page while there are few", () => {
  expect(pageNumbers(2, 4)).toEqual([1, 2, 3, 4]);
});

test("leaves out pages between the ends and the neighbours", () => {
  expect(pageNumbers(10, 20)).toEqual([1, null, 9, 10, 11, null, 20]);
});

test("never hides a single page behind a gap", () => {
  expect(pageNumbers(4, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("survives a page beyond the last", () => {
  expect(pageNumbers(9, 3)).toEqual([1, 2, 3]);
});

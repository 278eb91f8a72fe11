import { expect, test } from "vitest";
import { galleryHref, listQuery, type GalleryPlace } from "~/components/gallery/gallery-query";

const start: GalleryPlace = { view: "recent", search: "", sort: "newest", size: "medium", page: 1 };

test("leaves defaults out of the address", () => {
  expect(galleryHref(start, {})).toBe("/gallery");
});

test("keeps everything else when the page changes", () => {
  const place: GalleryPlace = { ...start, search: "a & b", sort: "oldest", size: "large" };
  expect(galleryHref(place, { page: 3 })).toBe("/gallery?q=a+%26+b&sort=oldest&size=large&page=3");
});

test("goes back to the first page when anything else changes", () => {
  expect(galleryHref({ ...start, page: 4 }, { size: "small" })).toBe("/gallery?size=small");
});

test("always names the view in the address of a file, and what else is not usual", () => {
  expect(listQuery(start)).toBe("?view=recent");
  expect(listQuery({ ...start, view: "saved", search: "a & b", page: 2 })).toBe(
    "?view=saved&q=a+%26+b&page=2",
  );
});

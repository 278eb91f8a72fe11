import { expect, test } from "vitest";
import {
  galleryHref,
  listQuery,
  startPlace as start,
  type GalleryPlace,
} from "~/components/gallery/gallery-query";
import { readPlace } from "~/components/gallery/read-place";

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

const id = "0198f0c4-7a10-7000-8000-00000000000a";
const read = (query: string) => readPlace(new URLSearchParams(query));

test("reads back what it wrote, with every filter", () => {
  const place: GalleryPlace = {
    ...start,
    view: "saved",
    search: "fog & sea",
    kind: "edit",
    model: "painter",
    shape: "16:9",
    from: "2026-11-01",
    to: "2026-11-27",
    starred: true,
    board: id,
    tag: "blue hour",
    madeFrom: id,
    sort: "oldest",
    size: "small",
    more: 2,
    key: { side: "after", createdAt: "2026-11-27T10:56:58.123456Z", id },
  };
  const written = new URLSearchParams(listQuery(place));
  expect(readPlace(written)).toMatchObject({ place, view: "saved", unread: [], isTurned: false });
});

test("writes microseconds that the database has left out", () => {
  const key = { side: "before", createdAt: "2026-11-27T10:56:58.12+00:00", id } as const;
  expect(galleryHref(start, { key })).toBe(`/gallery?before=20261127105658120000-${id}`);
});

test.each([
  "view=attic",
  "kind=song",
  "shape=round",
  "from=2026-02-30",
  "to=tomorrow",
  "starred=maybe",
  "board=1",
  "made-from=1",
  "sort=best",
  "size=huge",
  "page=0",
  "page=1e3",
  "more=-1",
  "after=20261327105658123456-x",
  "before=1",
  "month=2026-13",
  `tag=${"x".repeat(321)}`,
])("leaves out what it cannot read and says so: %s", (query) => {
  const { place, unread } = read(query);
  expect(place).toEqual(start);
  expect(unread).toEqual([query.split("=")[0]]);
});

test("turns days around of which the first is the later one", () => {
  const { place, isTurned } = read("from=2026-11-27&to=2026-11-01");
  expect(place).toMatchObject({ from: "2026-11-01", to: "2026-11-27" });
  expect(isTurned).toBe(true);
});

test("a search that is too long stays as it was typed, and is not looked for", () => {
  const q = "z".repeat(201);
  expect(read(`q=${q}`)).toMatchObject({ place: { search: q }, isSearchable: false, unread: [] });
  expect(read(`q=${"🦊".repeat(200)}`).isSearchable).toBe(true);
});

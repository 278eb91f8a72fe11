import { expect, test } from "vitest";
import type { GalleryQuery } from "~/.server/gallery/port";
import { type GalleryWish, readGalleryPage } from "~/.server/use-cases/read-gallery-page";
import { noFilter } from "~/domain/gallery-filter";
import type { GalleryPage } from "~/domain/views";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "t" };
const account = {
  id: "ada",
  email: "",
  name: "",
  credits: 0,
  suspended: false,
  avatar: null,
  deletesAt: null,
};
const wish: GalleryWish = {
  ...noFilter,
  ...{ view: "recent", search: "lake", isSearchable: true },
  ...{ sort: "newest", page: 1, pageSize: 24, more: 0, key: null, month: null },
};

const nothing: GalleryPage = {
  account: null,
  ...{ items: [], total: 0, totalUnfiltered: 0, pending: [], months: [] },
  ...{ hasBefore: false, hasAfter: false, isNear: false },
  savedSearches: [],
  takenDown: [],
  going: null,
  choices: { models: [], tags: [], boards: [] },
};

/** A gallery of so many files, all of which are found. */
async function read(total: number, changes: Partial<GalleryWish> = {}, signedIn = true) {
  const asked: GalleryQuery[] = [];
  const pages = {
    async gallery(_viewer: unknown, query: GalleryQuery): Promise<GalleryPage> {
      asked.push(query);
      const items = [{ id: `page ${query.page}` }] as unknown as GalleryPage["items"];
      const found = { ...nothing, items, total, totalUnfiltered: total };
      return { ...found, account: signedIn ? account : null };
    },
  };
  return { page: await readGalleryPage({ pages }, viewer, { ...wish, ...changes }), asked };
}

test("reads the page that is asked for, by one call", async () => {
  const { page, asked } = await read(50, { page: 3 });
  expect(page).toMatchObject({ page: 3, total: 50, items: [{ id: "page 3" }] });
  expect(asked).toEqual([
    {
      ...noFilter,
      ...{ view: "recent", search: "lake", sort: "newest" },
      ...{ page: 3, pageSize: 24, count: 24, key: null },
    },
  ]);
});

test("reads the last page there is when the one that is asked for has gone", async () => {
  expect((await read(48, { page: 3 })).page).toMatchObject({ page: 2, items: [{ id: "page 2" }] });
  expect((await read(0, { page: 2 })).page).toMatchObject({ page: 1, items: [{ id: "page 1" }] });
});

test("finds nothing by a search that no file can match, and says how much there is", async () => {
  const { page, asked } = await read(50, { isSearchable: false });
  expect(page).toMatchObject({ items: [], pending: [], total: 0, totalUnfiltered: 50 });
  expect(asked.map(({ search }) => search)).toEqual([""]);
});

test("reads no other page for somebody who is signed out", async () => {
  const { page, asked } = await read(0, { page: 3 }, false);
  expect(page.account).toBeNull();
  expect(asked).toHaveLength(1);
});

import { setImmediate } from "node:timers/promises";
import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { beforeAll, expect, test } from "vitest";
import type { JustDone } from "~/domain/just-done";
import { GalleryScreen, type GalleryScreenProps } from "~/components/gallery/gallery-screen";
import { startPlace, type GalleryPlace } from "~/components/gallery/gallery-query";
import type { GalleryItem } from "~/components/gallery/types";

const nowIso = "2026-11-23T12:00:00Z";
const tile: GalleryItem = {
  id: "0198f0c4-7a10-7000-8000-00000000000a",
  generationId: "0198f0c4-7a10-7000-8000-00000000000b",
  kind: "image",
  prompt: "a lake",
  model: "painter",
  width: 1280,
  height: 720,
  durationSeconds: null,
  placeholder: null,
  createdAt: nowIso,
  savedAt: null,
  expiresAt: "2026-11-25T12:00:01Z",
  trashedAt: null,
  starredAt: null,
  shortfall: null,
};

interface Shown extends Partial<GalleryScreenProps> {
  at?: Partial<GalleryPlace>;
}

function gallery({ at, ...change }: Shown): string {
  const place = { ...startPlace, ...at };
  const props: GalleryScreenProps = {
    place,
    size: place.size ?? "medium",
    isSearchable: true,
    unread: [],
    isBoardGone: false,
    takenDown: [],
    isTurned: false,
    isMoved: false,
    isNear: false,
    views: ["recent", "saved", "trash"],
    items: [],
    total: change.items?.length ?? 0,
    totalUnfiltered: change.items?.length ?? 0,
    hasBefore: false,
    hasAfter: false,
    choices: { models: [], boards: [], tags: [] },
    months: [],
    savedSearches: [],
    newBoardId: "0198f0c4-7a10-7000-8000-00000000000e",
    newSearchId: "0198f0c4-7a10-7000-8000-00000000000f",
    refusal: undefined,
    pending: [],
    nowIso,
    done: null,
    going: null,
    problem: undefined,
    ...change,
  };
  const element = <GalleryScreen {...props} />;
  const router = createMemoryRouter([{ path: "/gallery", element }], {
    initialEntries: ["/gallery?page=2"],
  });
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

/** What is fetched when it is first rendered: React asks for it there, and has it when it comes. */
beforeAll(async () => {
  const going = { count: 1, videos: 0 };
  const at = { search: "a" };
  const inTrash = { at: { view: "trash" as const }, items: [tile] };
  const odd = { isTurned: true, items: [tile] };
  for (const shown of [{}, { going, items: [tile] }, { at, items: [tile] }, inTrash, odd]) {
    try {
      gallery(shown);
    } catch {
      // It waits for its part.
    }
  }
  await Promise.all([
    import("~/components/gallery/empty-gallery"),
    import("~/components/gallery/saved-searches"),
    import("~/components/gallery/going-notice"),
    import("~/components/gallery/trash-line"),
    import("~/components/gallery/place-notes"),
  ]);
  await setImmediate();
});

test("a tile with a clock has a button whose form saves it and stays on this page of the gallery", () => {
  const html = gallery({ items: [tile] });
  const form = /<form[^>]*method="post".*?<\/form>/.exec(html)?.[0] ?? "";
  for (const said of ['action="/gallery?page=2"', 'name="intent" value="save"'])
    expect(form).toContain(said);
  const id = / id="([^"]+)"/.exec(form)?.[1];
  const button = /<button[^>]*name="mediaId".*?<\/button>/.exec(html)?.[0];
  for (const said of [`value="${tile.id}"`, `form="${id}"`, "Save a lake"])
    expect(button).toContain(said);
});

test("the save buttons of all tiles belong to one form", () => {
  const html = gallery({ items: [tile, another(tile.generationId, tile.expiresAt ?? "")] });
  expect(html.match(/form="save-file" [^>]*name="mediaId"/g)).toHaveLength(2);
  expect(html.match(/name="intent" value="save"/g)).toHaveLength(2);
});

test("each tile has a star that says whether it is pressed, all of them for one form", () => {
  const starred = { ...another(tile.generationId, tile.expiresAt ?? ""), starredAt: nowIso };
  const html = gallery({ items: [tile, starred] });
  expect(html.match(/id="mark-file"/g)).toHaveLength(1);
  const buttons = html.match(/<button form="mark-file".*?<\/button>/g) ?? [];
  expect(buttons).toHaveLength(2);
  for (const [at, said] of [
    ['name="star"', `value="${tile.id}"`, 'aria-pressed="false"', 'aria-label="Star a lake"'],
    ['name="unstar"', `value="${starred.id}"`, 'aria-pressed="true"', 'aria-label="Star a lake"'],
  ].entries())
    for (const each of said) expect(buttons[at]).toContain(each);
  for (const button of buttons) expect(button.length).toBeLessThan(750);
  const over = { ...tile, expiresAt: nowIso };
  expect(gallery({ items: [over] })).not.toContain('form="mark-file"');
  expect(gallery({ at: { view: "trash" }, items: [binned] })).not.toContain('form="mark-file"');
});

test("the last tile of a request that came short says so, and leads to its receipt", () => {
  const shortfall = { outputCount: 4, madeCount: 1, priceCredits: 1200 };
  const html = gallery({ items: [{ ...tile, shortfall }] }).replaceAll("&#x27;", "'");
  expect(html).toMatch(
    new RegExp(
      `href="/generations/${tile.generationId}"[^>]*>3 of 4 didn't come, 900 credits refunded<`,
    ),
  );
  expect(gallery({ items: [tile] })).not.toContain("refunded");
});

test("a saved tile has neither a clock nor a way to save it", () => {
  const html = gallery({
    at: { view: "saved" },
    items: [{ ...tile, savedAt: nowIso, expiresAt: null }],
  });
  expect(html).not.toContain("Deletes");
  expect(html).not.toContain('form="save-file"');
});

const wordsIn = (html: string) => html.replaceAll(/<[^>]+>/g, "");
const another = (id: string, expiresAt: string) => ({ ...tile, id, expiresAt });
const inTwoDays = another("0198f0c4-7a10-7000-8000-00000000000c", "2026-11-26T11:00:00Z");
const inNineHours = another("0198f0c4-7a10-7000-8000-00000000000d", "2026-11-23T21:00:00Z");
const inSevenDays = another("0198f0c4-7a10-7000-8000-00000000000e", "2026-11-30T12:00:00Z");

test("a clock that all tiles have is said once, with one way to save exactly these", () => {
  const html = gallery({ items: [tile, inTwoDays], total: 2 });
  expect(wordsIn(html)).toContain("These go in 2 days unless you save themSave all");
  expect(html).toContain(`name="mediaIds" value="${tile.id},${inTwoDays.id}"`);
  expect(html).not.toContain("Deletes");
  expect(wordsIn(gallery({ items: [tile, inTwoDays], total: 30 }))).toContain("Save these 2");
});

test("a tile has a clock of its own where it differs, or is near", () => {
  const html = wordsIn(gallery({ items: [tile, inNineHours, inTwoDays, inSevenDays] }));
  expect(html).toContain("Most of these go in 2 days");
  expect(html.match(/Deletes in [a-z0-9]+ [a-z]+/g)).toEqual([
    "Deletes in 9 hours",
    "Deletes in 7 days",
  ]);
});

test("one file alone has its clock in the line, and no second way to save it", () => {
  const html = wordsIn(gallery({ items: [inNineHours] }));
  expect(html).toContain("This goes in 9 hours unless you save it");
  expect(html).not.toMatch(/Deletes|Save all/);
});

const saved = { did: "saved", mediaIds: [], count: 1, requested: 1 } satisfies JustDone;

test("says how many of those that were asked for were saved", () => {
  expect(wordsIn(gallery({ done: { ...saved, count: 24, requested: 24 } }))).toContain(
    "Saved all 24Show them",
  );
  const some = wordsIn(gallery({ done: { ...saved, count: 19, requested: 24 } }));
  expect(some).toContain("Saved 19 of 24. If the others are still here, try again.");
});

test("a tile whose time has come says that it is deleted, and has no way to save it", () => {
  const over = { ...tile, expiresAt: nowIso };
  const html = gallery({ items: [over] });
  expect(wordsIn(html)).toContain("Deleted");
  expect(html).not.toContain('name="mediaId"');
  const both = gallery({ items: [over, inNineHours, inTwoDays] });
  expect(both).toContain(`name="mediaIds" value="${inNineHours.id},${inTwoDays.id}"`);
});

test("says what was saved, and leads there", () => {
  const html = gallery({ done: { ...saved, mediaIds: [tile.id] } });
  expect(html).toMatch(
    new RegExp(`<output[^>]*>.*Saved.*href="/image/${tile.id}\\?view=recent".*</output>`),
  );
});

test("a tile tells the page of its file which list it was opened from", () => {
  const html = gallery({
    items: [tile],
    at: { search: "lake", sort: "oldest", size: "large", page: 2 },
  });
  const query = "view=recent&amp;q=lake&amp;sort=oldest&amp;size=large&amp;page=2";
  expect(html).toContain(`href="/image/${tile.id}?${query}"`);
});

test("says why saving was refused", () => {
  const problem = { title: "Nothing here", words: "It is gone." };
  expect(gallery({ items: [tile], problem })).toMatch(/role="alert".*Nothing here.*It is gone\./);
});

test("each empty view says what will be there", () => {
  expect(gallery({})).toContain("Nothing here now");
  const saved = gallery({ at: { view: "saved" } });
  expect(saved).toContain("Nothing saved yet");
  expect(saved).toContain("Show recent ones");
  expect(gallery({ at: { search: "lake" }, totalUnfiltered: 1 })).toContain("Nothing matches");
  expect(gallery({ at: { search: "lake" }, isSearchable: false, totalUnfiltered: 1 })).toContain(
    "That search is too long",
  );
});

const binned = { ...tile, trashedAt: nowIso, expiresAt: "2026-11-30T12:00:00Z" };

test("a tile can be moved to the trash by a button, whether or not it is saved", () => {
  for (const each of [tile, { ...tile, savedAt: nowIso, expiresAt: null }]) {
    const html = gallery({ items: [each] });
    const button = /<button[^>]*form="trash-file".*?<\/button>/.exec(html)?.[0];
    expect(button).toMatch(new RegExp(`value="${tile.id}".*name="mediaId"`));
    expect(button).toContain("Move a lake to the trash");
    expect(html).toMatch(/<form[^>]*id="trash-file"[^>]*>.*?name="intent" value="trash"/);
  }
});

test("what was moved to the trash can be had back right where that is said", () => {
  const mediaIds = [tile.id, inTwoDays.id];
  const html = gallery({ done: { did: "trashed", mediaIds, count: 2, requested: 2 } });
  expect(wordsIn(html)).toContain("Moved 2 files to the trashUndo");
  const undo = /<button[^>]*form="restore-file"[^>]*>Undo/.exec(html)?.[0];
  expect(undo).toMatch(new RegExp(`value="${mediaIds.join()}".*name="mediaIds"`));
  expect(html).toMatch(/<form[^>]*id="restore-file"[^>]*>.*?name="intent" value="restore"/);
});

test("each tile in the trash tells its clock and the two ways out, one of which asks first", () => {
  const html = gallery({ at: { view: "trash" }, items: [binned] });
  expect(wordsIn(html)).toContain("Deletes in 7 days");
  expect(html).toMatch(/<button form="restore-file"[^>]*>Restore<span[^>]*> a lake/);
  expect(html).toMatch(/<details.*?can&#x27;t be undone.*?form="delete-file".*?<\/details>/);
  expect(html).not.toMatch(/form="(save|trash)-file"|unless you save/);
});

test("the trash is emptied after a question that names how many files it takes, also while searching", () => {
  const html = gallery({ at: { view: "trash" }, items: [binned], total: 1, totalUnfiltered: 12 });
  expect(wordsIn(html)).toContain("Delete all 12 for good? This can&#x27;t be undone.");
  expect(html).toMatch(/<details.*?form="empty-file".*?<\/details>/);
  const empty = wordsIn(gallery({ at: { view: "trash" } }));
  expect(empty).toContain("The trash is empty");
  expect(empty).not.toContain("Empty trash");
});

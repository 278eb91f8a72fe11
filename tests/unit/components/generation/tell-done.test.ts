import { expect, test } from "vitest";
import { keepWishes, tellDone, type Teller } from "~/components/generation/tell-done";

const film = {
  id: "a",
  kind: "video",
  status: "succeeded",
  prompt: "waves",
  usualSeconds: 90,
} as const;
const quick = { ...film, id: "b", kind: "image", usualSeconds: 5 } as const;

/** A browser with tabs that share what is kept; what each of them shows. */
function openBrowser() {
  const kept = new Map<string, string>();
  const shown: string[] = [];
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const tab = (isInFront = false): Teller => ({
    storage,
    isLooking: () => isInFront,
    afterOthers: async () => undefined,
    inTurn: async (work) => work(),
    show: (title, body, id) => void shown.push(`${id}: ${title} (${body})`),
  });
  return { storage, shown, tab };
}

test("nobody is told of anything before asking", async () => {
  const { tab, shown } = openBrowser();
  await tellDone(tab(), "ann", [film, quick]);
  expect(shown).toEqual([]);
});

test("who asked is told once, however many tabs hear of it, and of a failure as of one", async () => {
  const { storage, tab, shown } = openBrowser();
  keepWishes(storage, "ann", { all: false, ids: ["a", "c"] });
  const failed = { ...film, id: "c", status: "failed" } as const;
  for (const each of [tab(), tab(), tab()]) await tellDone(each, "ann", [film, quick, failed]);
  expect(shown).toEqual([
    "a: Your video is done (waves)",
    "c: Your video couldn't be made (waves)",
  ]);
});

test("all long work is told of where that was chosen, never what is short or was canceled", async () => {
  const { storage, tab, shown } = openBrowser();
  keepWishes(storage, "ann", { all: true, ids: [] });
  await tellDone(tab(), "ann", [film, quick, { ...film, id: "d", status: "canceled" }]);
  expect(shown).toEqual(["a: Your video is done (waves)"]);
});

test("what one is looking at is not told of, also by the tabs behind", async () => {
  const { storage, tab, shown } = openBrowser();
  keepWishes(storage, "ann", { all: true, ids: [] });
  await tellDone(tab(true), "ann", [film]);
  await tellDone(tab(), "ann", [film]);
  expect(shown).toEqual([]);
});

test("what one account asked for tells nothing to another, and broken memories are none", async () => {
  const { storage, tab, shown } = openBrowser();
  keepWishes(storage, "ann", { all: true, ids: [] });
  await tellDone(tab(), "bob", [film]);
  storage.setItem("easel-tell-bob", "{");
  await tellDone(tab(), "bob", [film]);
  expect(shown).toEqual([]);
});

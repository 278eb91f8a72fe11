import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { PlainBrowser } from "../faults/plain-browser";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();
const { sql, origin } = site;

interface Person {
  browser: PlainBrowser;
  /** The newest first, as in the gallery. */
  mediaIds: string[];
  userId: string;
}

const lakes = ["a lake at night", "a lake in the morning", "a lake with a boat"];

/** Somebody with so many pictures. */
async function enter(pictures: number): Promise<Person> {
  const browser = new PlainBrowser(origin);
  const email = `${randomUUID()}@example.org`;
  await browser.submit("/signup", { name: "Ada", email, password: randomUUID(), next: "/" });
  const [user] = await sql<{ id: string }[]>`select id from auth.users where email = ${email}`;
  const userId = user?.id ?? "";
  const sender = { post: (path: string, fields: object) => browser.send(path, { ...fields }) };
  const mediaIds: string[] = [];
  for (const prompt of lakes.slice(0, pictures))
    mediaIds.unshift(...(await makePictures(site, sender, 1, prompt)));
  return { browser, userId, mediaIds };
}

const read = async (browser: PlainBrowser, path: string) => {
  const response = await browser.send(path);
  return { status: response.status, html: await response.text() };
};
const shelfOf = async (id: string) => {
  const [row] = await sql<{ shelf: string }[]>`select shelf from media where id = ${id}`;
  return row?.shelf;
};
const wordsIn = (html: string) =>
  html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, " ").replaceAll(/<[^>]+>/g, "");

test("a file goes to the trash, comes back by Undo, and is deleted for good, all by plain forms", async () => {
  const { browser, mediaIds } = await enter(1);
  const [id = ""] = mediaIds;
  expect(await browser.submit("/gallery", { intent: "trash", mediaId: id })).toBe("/gallery");
  expect(await shelfOf(id)).toBe("trash");
  const after = await read(browser, "/gallery");
  expect(wordsIn(after.html)).toContain("Moved to the trashUndo");
  expect(after.html).toMatch(new RegExp(`form="restore-file"[^>]*value="${id}"`));
  expect(after.html).not.toContain(`href="/image/${id}`);
  // It is said once.
  expect(wordsIn((await read(browser, "/gallery")).html)).not.toContain("Moved to the trash");

  await browser.submit("/gallery", { intent: "restore", mediaIds: id });
  expect(await shelfOf(id)).toBe("recent");
  expect(wordsIn((await read(browser, "/gallery")).html)).toContain("RestoredShow it");

  await browser.submit("/gallery", { intent: "trash", mediaId: id });
  const bin = await read(browser, "/gallery?view=trash");
  expect(wordsIn(bin.html)).toMatch(/Deletes in (6|7) days/);
  expect((await browser.send(`/media/${id}/thumb`)).status).toBe(200);
  await browser.submit("/gallery?view=trash", { intent: "delete", mediaId: id });
  expect(await shelfOf(id)).toBeUndefined();
  for (const path of [`/image/${id}`, `/media/${id}/thumb`, `/media/${id}/original`])
    expect([path, (await browser.send(path)).status]).toEqual([path, 404]);
  expect(wordsIn((await read(browser, "/gallery?view=trash")).html)).toContain(
    "The trash is empty",
  );
});

test("after deleting on its own page one goes on to the next, then to the one before, then to the list", async () => {
  const { browser, mediaIds } = await enter(3);
  const [newest = "", middle = "", oldest = ""] = mediaIds;
  const list = "?view=recent&q=lake";
  const drop = (id: string) => browser.submit(`/image/${id}${list}`, { intent: "trash" });
  expect(await drop(middle)).toBe(`/image/${oldest}${list}`);
  const next = await read(browser, `/image/${oldest}${list}`);
  expect(wordsIn(next.html)).toContain("Moved to the trashUndo");
  const undo = { intent: "restore", mediaIds: middle };
  expect(await browser.submit(`/image/${oldest}${list}`, undo)).toBe(`/image/${middle}${list}`);
  expect(await shelfOf(middle)).toBe("recent");
  expect(await drop(oldest)).toBe(`/image/${middle}${list}`);
  expect(await drop(middle)).toBe(`/image/${newest}${list}`);
  expect(await drop(newest)).toBe("/gallery?q=lake");
  expect(wordsIn((await read(browser, "/gallery?q=lake")).html)).toContain(
    "Moved to the trashUndo",
  );

  const inTrash = await read(browser, `/image/${newest}?view=trash`);
  expect(wordsIn(inTrash.html)).toMatch(/Deletes in (6|7) days.*Restore/s);
  expect(inTrash.html).toMatch(/<details.*form="delete-file"/s);
  expect(inTrash.html).not.toMatch(/form="trash-file"|\?source=/);
  await browser.submit(`/image/${newest}?view=trash`, { intent: "restore" });
  expect(await shelfOf(newest)).toBe("recent");
  expect(wordsIn((await read(browser, `/image/${newest}`)).html)).toContain("Restored");
});

test("the trash is emptied with one form, the receipts stay, and their page says that the file is gone", async () => {
  const { browser, mediaIds, userId } = await enter(2);
  const [newest = "", older = ""] = mediaIds;
  await browser.submit("/gallery", { intent: "trash", mediaIds: `${newest},${older}` });
  expect(wordsIn((await read(browser, "/gallery")).html)).toContain("Moved 2 files to the trash");
  expect(wordsIn((await read(browser, "/gallery?view=trash")).html)).toContain(
    "Delete all 2 for good?",
  );
  await browser.submit("/gallery?view=trash", { intent: "empty" });
  expect(await shelfOf(newest)).toBeUndefined();
  const html = wordsIn((await read(browser, "/gallery?view=trash")).html);
  expect(html).toContain("Deleted 2 files for good");
  const [generation] = await sql<{ id: string }[]>`
    select id from generations where user_id = ${userId} limit 1`;
  const receipt = wordsIn((await read(browser, `/generations/${generation?.id}`)).html);
  expect(receipt).toMatch(/has been deleted.*Charged/s);
});

test("another person's files and made-up ones answer like missing ones, whatever is asked for", async () => {
  const [ann, bob] = [await enter(1), await enter(0)];
  const [theirs = ""] = ann.mediaIds;
  for (const state of ["recent", "trash"]) {
    if (state === "trash")
      await ann.browser.submit("/gallery", { intent: "trash", mediaId: theirs });
    for (const intent of ["save", "trash", "restore", "delete"])
      for (const id of [theirs, randomUUID()])
        for (const [path, fields] of [
          ["/gallery", { intent, mediaId: id }],
          ["/gallery", { intent, mediaIds: id }],
          [`/image/${id}`, { intent }],
          [`/video/${id}`, { intent }],
        ] as const)
          expect([path, fields, (await bob.browser.send(path, fields)).status]).toEqual([
            path,
            fields,
            404,
          ]);
    expect(await shelfOf(theirs)).toBe(state);
  }
  expect((await bob.browser.send(`/image/${theirs}`)).status).toBe(404);
  await bob.browser.submit("/gallery?view=trash", { intent: "empty" });
  expect(await shelfOf(theirs)).toBe("trash");
});

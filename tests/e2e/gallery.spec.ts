import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "./database";
import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makePicture,
  openPicture,
  pressKey,
  test,
  untilAwake,
} from "./fixtures";
import { sharedServer } from "./server";

const server = sharedServer;

/** More pictures of somebody's than one page holds, without painting each: further rows for their files. */
async function repeatPictures({ email }: { email: string }, times: number): Promise<void> {
  const sql = await openDatabase(server);
  await sql`
    insert into public.media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes,
      sha256, thumbhash, store, path, thumb_path, created_at, expires_at)
    select gen_random_uuid(), kind, user_id, generation_id, position, width, height, content_type, size_bytes,
      sha256, thumbhash, store, path, thumb_path, created_at - round * interval '1 minute', expires_at
    from public.media, generate_series(1, ${times}) as round
    where user_id = (select id from auth.users where email = ${email})`;
  await sql.end();
}

test("the gallery has pages, search and order in its address @nojs", async ({ browser }) => {
  const { javaScriptEnabled = true } = test.info().project.use;
  const page = await browser.newPage({ baseURL: server.origin, javaScriptEnabled });
  const person = await makeAccount(page);
  await makePicture(page, "a green hill");
  await makePicture(page, "a blue lake");
  await repeatPictures(person, 13);

  await page.goto("/gallery");
  await expect(page.getByText("28 pictures")).toBeVisible();
  const tiles = page
    .getByRole("main")
    .getByRole("listitem")
    .getByRole("img", { name: /hill|lake/ });
  await expect(tiles).toHaveCount(24);
  await expect(page.getByRole("button", { name: "Save these 24" })).toBeVisible();
  await expect(tiles.first()).toHaveAccessibleName("a blue lake");
  await page.getByRole("link", { name: "Page 2" }).click();
  await expect(page).toHaveURL(/[?&]page=2/);
  await expect(tiles).toHaveCount(4);

  await page.getByRole("searchbox", { name: "Search prompts, boards and tags" }).fill("hill");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/[?&]q=hill/);
  await expect(tiles).toHaveCount(14);
  await page.getByRole("searchbox", { name: "Search prompts, boards and tags" }).fill("volcano");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(tiles).toHaveCount(24);
  await page.getByRole("link", { name: "Oldest" }).click();
  await expect(tiles.first()).toHaveAccessibleName("a green hill");
  await openPicture(page, "a green hill");
  await page.close();
});

test("filters are a form, chips and a saved search; the keys and a link lead to a tile @nojs", async ({
  browser,
}) => {
  const { javaScriptEnabled = true } = test.info().project.use;
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled });
  const page = await context.newPage();
  const person = await makeAccount(page);
  await makePicture(page, "a green hill");
  await repeatPictures(person, 1100);
  await page.goto("/gallery");
  const tiles = page.getByRole("main").getByRole("listitem").getByRole("img", { name: /hill/ });
  await expect(tiles).toHaveCount(24);
  const open = page.locator("summary", { hasText: "Filters" });
  await open.click();
  await page.getByLabel("Kind").selectOption("Pictures");
  await page.getByLabel("Shape").selectOption({ label: "Square (1:1)" });
  if (hasScripts()) await expectAccessible(page);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/\/gallery\?kind=image&shape=1%3A1$/);
  await expect(page.getByText("more than 1,000 pictures")).toBeVisible();
  await page.locator("summary", { hasText: "Save this search" }).click();
  await page.getByLabel("Name of the search").fill("Squares");
  await page.getByRole("main").getByRole("button", { name: "Save", exact: true }).click();
  await page.goto("/gallery?kind=video");
  await page.getByRole("link", { name: "Remove “Videos”" }).click();
  await page.getByRole("link", { name: "Squares" }).click();
  await expect(page.getByRole("link", { name: /Remove/ })).toHaveCount(2);
  await page.getByRole("link", { name: "Clear all" }).first().click();
  await expect(page.getByRole("link", { name: /Remove/ })).toHaveCount(0);

  await page.getByRole("link", { name: "Load more" }).click();
  await expect(tiles).toHaveCount(48);
  await page.goto("/gallery?page=41");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(tiles).toHaveCount(24);
  await page.getByRole("main").locator("li a[id]").nth(3).click();
  await expect(page).toHaveURL(/\/image\//);
  // The tiles of the page before may stand there a moment longer than its address.
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.getByRole("link", { name: "Locate in gallery" }).click();
  await expect(page).toHaveURL(new RegExp(`#${id}$`));
  const target = page.locator("a:target");
  await expect(target).toHaveId(id);
  await expect(target).toBeInViewport();
  if (hasScripts()) {
    await untilAwake(page);
    await target.focus();
    await pressKey(page, "ArrowRight");
    await expect(target).not.toBeFocused();
    await pressKey(page, "ArrowLeft");
    await expect(target).toBeFocused();
  }
  await context.close();
});

/** Where the files of a picture lie, from the folder of the store on. */
async function filesOf(mediaId: string): Promise<string[]> {
  const root = join(server.dataDir, "media");
  const entries = await readdir(root, { recursive: true });
  return entries.filter((path) => path.includes(`${mediaId}.`) || path.includes(`${mediaId}/`));
}

test("a saved picture moves to its permanent place and is found under Saved @nojs", async ({
  browser,
}) => {
  const { javaScriptEnabled = true } = test.info().project.use;
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled });
  const page = await context.newPage();
  await makeAccount(page);
  await makePicture(page, "a quiet harbour");
  await makePicture(page, "a red barn");

  await page.goto("/gallery");
  await openPicture(page, "a quiet harbour");
  const mediaId = new URL(page.url()).pathname.split("/").pop() ?? "";
  expect(await filesOf(mediaId)).not.toContainEqual(expect.stringContaining("permanent/"));
  await expect(page.getByText("Deletes in 2 days")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await expect(page.getByText(/Deletes in/)).toBeHidden();
  if (hasScripts()) await expectAccessible(page);
  const moved = await filesOf(mediaId);
  expect(moved).not.toHaveLength(0);
  for (const path of moved) expect(path).toMatch(/^permanent\//);
  await page.reload();
  const whole = page.getByRole("main").getByRole("img", { name: "a quiet harbour" });
  await expect(whole).toHaveJSProperty("complete", true);
  expect(await whole.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await page.goto("/gallery");
  const tiles = page.getByRole("main").getByRole("listitem").getByRole("img");
  await expect(tiles).toHaveCount(1);
  const save = page.getByRole("button", { name: "Save a red barn" });
  expect(await save.evaluate((it) => it.checkVisibility({ opacityProperty: true }))).toBe(true);
  await save.click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing here now" })).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
  await page.getByRole("link", { name: "Show it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "a red barn" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Nothing here now" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Nothing here now" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toHaveCount(0);
  await page.getByRole("link", { name: "Saved", exact: true }).click();
  await expect(page).toHaveURL(/[?&]view=saved/);
  await expect(tiles).toHaveCount(2);
  await expect(page.getByRole("button", { name: /^Save / })).toHaveCount(0);
  await context.close();
});

test("one line says when all pictures go, and saves all that the page lists and no other @everywhere", async ({
  browser,
}) => {
  const { javaScriptEnabled = true, viewport = null } = test.info().project.use;
  const context = await browser.newContext({
    baseURL: server.origin,
    javaScriptEnabled,
    viewport,
  });
  const page = await context.newPage();
  const person = await makeAccount(page);
  await makePicture(page, "a blue lake");
  await makePicture(page, "a green hill", { shape: "4:3", count: 3 });

  await page.goto("/gallery");
  const tiles = page.getByRole("main").getByRole("listitem").getByRole("img");
  await expect(tiles).toHaveCount(4);
  await expect(page.getByText("These go in 2 days unless you save them")).toBeVisible();
  await expect(page.getByText(/Deletes in/)).toHaveCount(0);
  await age(person, "a blue lake");
  await page.goto("/gallery");
  await expect(page.getByText("Most of these go in 2 days")).toBeVisible();
  await expect(page.getByText("Deletes in 5 hours")).toBeVisible();
  if (hasScripts()) await expectAccessible(page);

  await page.goto("/gallery?q=hill");
  await page.getByRole("button", { name: "Save all" }).click();
  const note = page.getByRole("status").filter({ hasText: "Saved all 3" });
  if (hasScripts()) await expect(note).toBeFocused();
  else await expect(note).toBeVisible();
  await expect(tiles).toHaveCount(0);
  await page.goto("/gallery");
  await expect(tiles).toHaveCount(1);
  await expect(page.getByText("This goes in 5 hours unless you save it")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toHaveCount(0);
  await page.goto("/gallery?view=saved");
  await expect(tiles).toHaveCount(3);
  await context.close();
});

/** Lets one picture go in five hours. */
async function age({ email }: { email: string }, prompt: string): Promise<void> {
  const sql = await openDatabase(server);
  await sql`
    update public.media m set expires_at = now() + interval '330 minutes'
    from public.generations g, auth.users u
    where g.id = m.generation_id and g.prompt = ${prompt} and u.id = m.user_id and u.email = ${email}`;
  await sql.end();
}

test("previous, next and the way back lead through the list that a picture was opened from, also after it is saved @nojs", async ({
  browser,
}) => {
  const { javaScriptEnabled = true } = test.info().project.use;
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled });
  const page = await context.newPage();
  await makeAccount(page);
  for (const prompt of ["a small boat", "a hill", "a big boat"]) await makePicture(page, prompt);

  await page.goto("/gallery?q=boat&sort=oldest&size=large");
  await openPicture(page, "a small boat");
  await expect(page.getByRole("link", { name: "Previous" })).toHaveCount(0);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "a big boat" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Next" })).toHaveCount(0);
  if (hasScripts()) await pressKey(page, "Escape");
  else await page.getByRole("link", { name: "Back to the gallery" }).click();
  await expect(page).toHaveURL(/\/gallery\?q=boat&sort=oldest&size=large(#[\w-]+)?$/);
  await expect(page.getByText("1 picture for “boat”")).toBeVisible();

  // Without a list in the address it is the one where the file is, and saving does not change that.
  await openPicture(page, "a big boat");
  await page.goto(new URL(page.url()).pathname);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  if (hasScripts()) await pressKey(page, "ArrowRight");
  else await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "a hill" })).toBeVisible();
  await context.close();
});

test("S saves the picture that is open, and the focus stays with it", async ({ browser }) => {
  const page = await browser.newPage({ baseURL: server.origin });
  await makeAccount(page);
  await makePicture(page, "a tall lighthouse");
  await page.goto("/gallery");
  await openPicture(page, "a tall lighthouse");
  // As on a slow line: the whole page is there long before its scripts.
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/assets/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 1, name: "a tall lighthouse" })).toBeVisible();
  release();
  await pressKey(page, "s");
  const saved = page.getByRole("status").filter({ hasText: "Saved" });
  await expect(saved).toBeFocused();
  await pressKey(page, "?");
  await expect(page.getByRole("dialog", { name: "Keys" }).getByText("Save")).toBeVisible();
  await page.close();
});

test("a picture whose time comes while somebody looks at it says so, and offers no more to keep it", async ({
  browser,
  faults,
}) => {
  faults.allow(/404/);
  const context = await browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  await page.clock.install();
  await makeAccount(page);
  await makePicture(page, "a sailing boat");
  const sql = await openDatabase(server);
  await sql`
    update media set expires_at = now() + interval '3 minutes 50 seconds' from generations g
    where g.id = generation_id and g.prompt = 'a sailing boat'`;
  await sql.end();
  await page.goto("/gallery");
  await expect(page.getByText("This goes in 3 minutes unless you save it")).toBeVisible();
  await openPicture(page, "a sailing boat");
  await expect(page.getByText("Deletes in 3 minutes")).toBeVisible();
  await page.clock.fastForward("01:30");
  await expect(page.getByText("Deletes in 2 minutes")).toBeVisible();
  await page.clock.fastForward("03:00");
  await expect(page.getByText("Deleted", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
  await context.close();
});

test("the way back to the gallery ends where one was, as the browser's own does @nojs", async ({
  browser,
}) => {
  const { javaScriptEnabled = true } = test.info().project.use;
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled });
  const page = await context.newPage();
  const person = await makeAccount(page);
  await makePicture(page, "a green hill");
  await repeatPictures(person, 40);
  await page.goto("/gallery?size=large&page=2");
  if (hasScripts()) await untilAwake(page);
  const tile = page.getByRole("main").locator("a[id]").nth(12);
  await tile.scrollIntoViewIfNeeded();
  const place = () => page.evaluate(() => scrollY);
  const before = await place();
  expect(before).toBeGreaterThan(300);
  await tile.click();
  await expect(page.getByRole("heading", { level: 1, name: "a green hill" })).toBeVisible();
  const back = page.getByRole("link", { name: "Back to the gallery" });
  if (!hasScripts()) {
    await back.click();
    await expect(page).toHaveURL(/\/gallery\?size=large&page=2#/);
    await expect(tile).toBeInViewport();
    await context.close();
    return;
  }
  await back.click();
  await expect(page).toHaveURL(/\/gallery\?size=large&page=2$/);
  await expect.poll(place).toBe(before);
  await expect(tile).toBeFocused();

  // Also after the next two, by keys, and after saving one of them.
  await tile.click();
  await expect(page.getByRole("heading", { level: 1, name: "a green hill" })).toBeVisible();
  const next = page.getByRole("link", { name: "Next" });
  for (const step of ["click", "key"]) {
    // The address changes before the page does, and keys are the page's.
    const from = (await next.getAttribute("href")) ?? "";
    if (step === "click") await next.click();
    else await pressKey(page, "ArrowRight");
    await expect(next).not.toHaveAttribute("href", from);
  }
  await pressKey(page, "s");
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await pressKey(page, "Escape");
  await expect(page).toHaveURL(/\/gallery\?size=large&page=2$/);
  await expect.poll(place).toBe(before);

  // A page that was opened by its address has no list behind it: the link leads to the picture's place in it.
  const address = await tile.getAttribute("href");
  await page.goto(address ?? "");
  await untilAwake(page);
  await page.getByRole("link", { name: "Back to the gallery" }).click();
  await expect(page).toHaveURL(/\/gallery\?size=large&page=2#/);
  await expect(page.getByRole("main").locator("a[id]:focus")).toBeInViewport();
  await context.close();
});

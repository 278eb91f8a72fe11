import type { Page, Request } from "@playwright/test";
import type postgres from "postgres";
import { emulatedTest, type Site } from "./emulated-site";
import { expect, makeAccount, makeButton, promptBox, untilAwake } from "./fixtures";

const test = emulatedTest;
/** One server for all of them. */
test.describe.configure({ mode: "default" });

let sql: postgres.Sql;

test.beforeEach(({ site }) => {
  sql = site.sql;
});

/** Signs up and asks for a picture that its provider never gets done. */
async function startEndless(page: Page, { emulator }: Site, prompt: string): Promise<void> {
  emulator.fal.behave({ queuedPolls: 0, runningPolls: 1_000_000 });
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill(prompt);
  await makeButton(page).click();
  await expect(page.getByText("Being made").first()).toBeVisible();
}

/** Until the page listens, and has loaded all that it heard of. */
async function settle(page: Page, heard: () => Promise<number>): Promise<void> {
  const loading = new Set<Request>();
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.endsWith(".data")) loading.add(request);
  });
  const over = (request: Request) => void loading.delete(request);
  page.on("requestfinished", over);
  page.on("requestfailed", over);
  await page.reload();
  await expect.poll(heard).toBeGreaterThan(0);
  await expect
    .poll(async () => {
      await page.evaluate(() => new Promise(requestAnimationFrame));
      return loading.size;
    })
    .toBe(0);
}

test("what a form was answered with stays when the page hears of something", async ({
  page,
  site,
  faults,
}) => {
  faults.allow(/409/);
  await makeAccount(page);
  await startEndless(page, site, "a paper boat");
  await page.goto("/?model=painter");
  await untilAwake(page);
  // Another tab has sent the form with other words.
  const form = await page
    .locator("#studio-form")
    .evaluate((it: HTMLFormElement) =>
      Object.fromEntries([...new FormData(it)].map(([name, value]) => [name, String(value)])),
    );
  const first = await page.request.post("/", {
    multipart: { ...form, prompt: "a lake" },
    headers: { "sec-fetch-site": "same-origin" },
    maxRedirects: 0,
  });
  expect(first.status()).toBe(302);
  await promptBox(page).fill("a tin boat");
  await makeButton(page).click();
  const refusal = page.getByText("You already sent this form with different text");
  await expect(refusal).toBeVisible();
  await sql`
    select public.cancel_generation(g.user_id, s.id, g.id::text)
    from generations g join user_sessions s on s.user_id = g.user_id
    where g.prompt = 'a paper boat' and g.status in ('queued', 'running') and s.revoked_at is null`;
  await expect(page.getByRole("main").getByText("Canceled").first()).toBeVisible();
  await expect(refusal).toBeVisible();
});

test("the gallery lists what is being made only where the search asks for it @nojs", async ({
  page,
  site,
}) => {
  await makeAccount(page);
  await startEndless(page, site, "a paper boat");
  await page.goto("/gallery?q=boat");
  await expect(page.getByRole("link", { name: "a paper boat" })).toBeVisible();
  await page.goto("/gallery?q=zebra");
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(page.getByRole("link", { name: "a paper boat" })).toBeVisible();
  await page.goto("/gallery?view=saved");
  await expect(page.getByRole("heading", { name: "Nothing saved yet" })).toBeVisible();
});

/** Has pages count what they hear, and gives that number. */
async function countHeard(page: Page) {
  await page.addInitScript(() => {
    const counter = { heard: 0 };
    Reflect.set(window, "counter", counter);
    window.EventSource = class extends EventSource {
      constructor(url: string | URL) {
        super(url);
        for (const event of ["open", "change"])
          this.addEventListener(event, () => (counter.heard += 1));
      }
    };
  });
  return () => page.evaluate(() => (Reflect.get(window, "counter") as { heard: number }).heard);
}

/**
 * Stands for a slow line: each answer to a page's question for its data is of the moment it came in, and waits to be
 * let go.
 */
async function holdAnswers(page: Page) {
  const waiting: { path: string; pass: () => Promise<void> }[] = [];
  const asked: string[] = [];
  const givenUp: string[] = [];
  const pathOf = (request: Request) => new URL(request.url()).pathname;
  const released = new Set<Request>();
  page.on("requestfailed", (request) => {
    if (!released.has(request)) givenUp.push(pathOf(request));
  });
  await page.route("**/*.data*", async (route) => {
    if (route.request().method() !== "GET") return await route.continue();
    const response = await route.fetch();
    const path = pathOf(route.request());
    const pass = async () => {
      released.add(route.request());
      await route.fulfill({ response });
    };
    waiting.push({ path, pass });
    asked.push(path);
  });
  return {
    asked: (path: string) => asked.filter((each) => each === path).length,
    givenUp: (path: string) => givenUp.filter((each) => each === path).length,
    /** Lets the oldest answer for this path go; the page may have given it up meanwhile. */
    async release(path: string) {
      const at = waiting.findIndex((each) => each.path === path);
      await waiting
        .splice(at, at < 0 ? 0 : 1)[0]
        ?.pass()
        .catch(() => undefined);
    },
  };
}

/** The worker tells how far it is; a page that listens hears of it. */
async function progress(prompt: string, share: number): Promise<void> {
  await sql`update generations set progress = ${share} where prompt = ${prompt}`;
}

/** The worker tells so often how far it is, and the page has heard of each. */
async function progressHeard(heard: () => Promise<number>, prompt: string, shares: number[]) {
  for (const share of shares) {
    const before = await heard();
    await progress(prompt, share);
    await expect.poll(heard).toBeGreaterThan(before);
  }
}

const studioData = "/_.data";
const galleryData = "/gallery.data";

test("a page whose data takes long shows the last state, however many changes it hears of", async ({
  page,
  site,
}) => {
  const heard = await countHeard(page);
  await makeAccount(page);
  await startEndless(page, site, "a slow boat");
  await settle(page, heard);
  const held = await holdAnswers(page);
  await progress("a slow boat", 0.1);
  await expect.poll(() => held.asked(studioData)).toBe(1);
  await progressHeard(heard, "a slow boat", [0.2, 0.3, 0.4]);
  expect(held.asked(studioData)).toBe(1);
  await held.release(studioData);
  await expect.poll(() => held.asked(studioData)).toBe(2);
  await held.release(studioData);
  await expect(page.getByText("40% done")).toBeVisible();

  await progress("a slow boat", 0.5);
  await expect.poll(() => held.asked(studioData)).toBe(3);
  await held.release(studioData);
  await expect(page.getByText("50% done")).toBeVisible();
  expect(held.givenUp(studioData)).toBe(0);
});

test("the way to another page is not begun anew by each change", async ({ page, site }) => {
  const heard = await countHeard(page);
  await makeAccount(page);
  await startEndless(page, site, "a boat to leave behind");
  await settle(page, heard);
  const held = await holdAnswers(page);
  await page.getByRole("link", { name: "Gallery" }).first().click();
  await expect.poll(() => held.asked(galleryData)).toBeGreaterThan(0);
  // A change that is heard in the very moment of the press may still begin it anew.
  await progressHeard(heard, "a boat to leave behind", [0.1]);
  const begun = held.asked(galleryData);
  await progressHeard(heard, "a boat to leave behind", [0.2, 0.3, 0.4]);
  expect(held.asked(galleryData)).toBe(begun);
  for (let at = 0; at < begun; at += 1) await held.release(galleryData);
  await expect(page.getByRole("heading", { name: "Gallery" })).toBeVisible();
  expect(held.givenUp(galleryData)).toBe(begun - 1);
  // The new page begins to listen, and asks for what it has missed.
  await expect.poll(() => held.asked(galleryData)).toBe(begun + 1);
  await held.release(galleryData);
  await expect(page.getByText("40% done")).toBeVisible();
});

test("a state that a refused form kept from being shown is shown after it", async ({
  page,
  site,
  faults,
}) => {
  faults.allow(/status of 400/);
  const heard = await countHeard(page);
  await makeAccount(page);
  await startEndless(page, site, "a boat behind a refusal");
  await settle(page, heard);
  const held = await holdAnswers(page);
  await progress("a boat behind a refusal", 0.1);
  await expect.poll(() => held.asked(studioData)).toBe(1);
  await promptBox(page).fill("x".repeat(3000));
  await makeButton(page).click();
  await expect(page.getByText("Keep this under 2,000 characters")).toBeVisible();
  await expect.poll(() => held.givenUp(studioData)).toBeGreaterThan(0);
  await expect.poll(() => held.asked(studioData)).toBeGreaterThan(1);
  await held.release(studioData);
  await held.release(studioData);
  await expect(page.getByText("10% done")).toBeVisible();
});

import type { BrowserContext, Page, Request } from "@playwright/test";
import type postgres from "postgres";
import { homeTest, type Site } from "./emulated-site";
import { expect, makeButton, newPerson, promptBox, signOut, signUpByForm } from "./fixtures";

// As in a home network: plain http, so that there are no Web Locks and six connections for all tabs.
const test = homeTest;
/** One server for all of them. */
test.describe.configure({ mode: "default" });

let sql: postgres.Sql;

test.beforeEach(({ site }) => {
  sql = site.sql;
});

test.beforeEach(({ faults }) => {
  faults.allow(/Cross-Origin-Opener-Policy header has been ignored|Clear-Site-Data header/);
});

/** The event streams of a browser's tabs that are open now. */
function watchStreams(context: BrowserContext): () => Request[] {
  const open = new Set<Request>();
  const isStream = (request: Request) => request.resourceType() === "eventsource";
  context.on("request", (request) => isStream(request) && open.add(request));
  context.on("requestfinished", (request) => open.delete(request));
  context.on("requestfailed", (request) => open.delete(request));
  return () => [...open].filter((request) => !request.frame().page().isClosed());
}

/** Signs up and asks for a picture that its provider never gets done. */
async function startEndless(page: Page, { emulator }: Site, prompt: string): Promise<void> {
  emulator.fal.behave({ queuedPolls: 0, runningPolls: 1_000_000 });
  await signUpByForm(page, newPerson());
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill(prompt);
  await makeButton(page).click();
  await expect(page.getByText("Being made").first()).toBeVisible();
}

async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  const tabs: Page[] = [];
  for (let at = 0; at < count; at += 1) {
    const tab = await context.newPage();
    await tab.goto("/");
    await expect(tab.getByText("Being made").first()).toBeVisible();
    tabs.push(tab);
  }
  return tabs;
}

/** The worker tells how far it is, and every tab hears of it. */
async function expectAllHear(tabs: readonly Page[], prompt: string, share: number): Promise<void> {
  await sql`update generations set progress = ${share} where prompt = ${prompt}`;
  for (const tab of tabs) await expect(tab.getByText(`${share * 100}% done`).first()).toBeVisible();
}

const theOne = (streams: Request[]) => {
  const [only] = streams;
  if (!only) throw new Error("No tab listens");
  return only.frame().page();
};

test("ten tabs load over plain http and hear through one stream, and one that closes hands it over", async ({
  page,
  context,
  site,
}) => {
  const streams = watchStreams(context);
  await startEndless(page, site, "a boat in ten tabs");
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  const tabs = [page, ...(await openTabs(context, 9))];
  await expect.poll(() => streams().length).toBe(1);
  await expectAllHear(tabs, "a boat in ten tabs", 0.2);

  const leader = theOne(streams());
  await leader.close();
  const others = tabs.filter((tab) => tab !== leader);
  await expect.poll(() => streams().length).toBe(1);
  await expectAllHear(others, "a boat in ten tabs", 0.3);

  // A page that has nothing to wait for needs no stream either, and leaves it to those that do.
  const second = theOne(streams());
  await second.getByRole("link", { name: "About the models" }).click();
  await expect.poll(() => streams().map((each) => each.frame().page() !== second)).toEqual([true]);
  const rest = others.filter((tab) => tab !== second);
  await expectAllHear(rest, "a boat in ten tabs", 0.4);
  const [visible, ...behind] = rest;
  for (const tab of behind) await expect(tab).toHaveTitle("Being made · Easel");
  await visible!.bringToFront();
  await visible!.getByRole("button", { name: "Cancel" }).click();
  for (const tab of behind)
    await expect(tab).toHaveTitle("Canceled, your credits are back · Easel");
  expect(behind).toHaveLength(7);
});

for (const [sleep, wake] of [
  ["freeze", "resume"],
  ["pagehide", "pageshow"],
] as const) {
  test(`after ${sleep} a tab has handed the stream over, and after ${wake} it has caught up`, async ({
    page,
    context,
    site,
  }) => {
    const streams = watchStreams(context);
    const prompt = `a boat before ${sleep}`;
    await startEndless(page, site, prompt);
    const tabs = [page, ...(await openTabs(context, 1))];
    await expectAllHear(tabs, prompt, 0.1);
    const asleep = theOne(streams());
    // Headless browsers neither freeze a tab nor keep one to come back to: what they say of it is said here.
    const tell = (event: string) =>
      asleep.evaluate((type) => {
        const target = type.startsWith("page") ? window : document;
        return target.dispatchEvent(new Event(type));
      }, event);
    await tell(sleep);
    await expect
      .poll(() => streams().map((each) => each.frame().page() === asleep))
      .toEqual([false]);
    const awake = tabs.filter((tab) => tab !== asleep);
    await expectAllHear(awake, prompt, 0.2);
    await expect(asleep.getByText("10% done").first()).toBeVisible();
    await tell(wake);
    await expect(asleep.getByText("20% done").first()).toBeVisible();
    await expectAllHear(tabs, prompt, 0.3);
    expect(streams()).toHaveLength(1);
  });
}

test("when the tab that listens crashes, another one takes over", async ({
  page,
  context,
  site,
}) => {
  const streams = watchStreams(context);
  await startEndless(page, site, "a crashed boat");
  const tabs = [page, ...(await openTabs(context, 2))];
  await expectAllHear(tabs, "a crashed boat", 0.1);
  const crashed = theOne(streams());
  const others = tabs.filter((tab) => tab !== crashed);
  const devTools = await context.newCDPSession(crashed);
  const gone = crashed.waitForEvent("crash");
  void devTools.send("Page.crash").catch(() => undefined);
  await gone;
  await expectAllHear(others, "a crashed boat", 0.2);
});

test("signing out in one tab ends the stream of all, and the next account hears nothing of the last one's", async ({
  page,
  context,
  site,
  faults,
}) => {
  // A stream that begins as the session ends is refused.
  faults.allow(/status of 401/);
  const streams = watchStreams(context);
  await startEndless(page, site, "a boat of hers");
  const [another] = await openTabs(context, 1);
  await expect.poll(() => streams().length).toBe(1);
  await signOut(another!);
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  await expect.poll(() => streams().length).toBe(0);

  await startEndless(another!, site, "a boat of his");
  await expect.poll(() => streams().length).toBe(1);
  await page.reload();
  await expectAllHear([page, another!], "a boat of his", 0.2);
  const asked: string[] = [];
  context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await sql`update generations set progress = 0.7 where prompt = 'a boat of hers'`;
  await expectAllHear([page, another!], "a boat of his", 0.3);
  expect(asked.filter((path) => path === "/_.data")).toHaveLength(2);
});

test("a browser without channels between tabs has a stream for each", async ({
  page,
  context,
  site,
}) => {
  await context.addInitScript(() => Reflect.deleteProperty(window, "BroadcastChannel"));
  const streams = watchStreams(context);
  await startEndless(page, site, "a boat by itself");
  const tabs = [page, ...(await openTabs(context, 1))];
  await expect.poll(() => streams().length).toBe(2);
  await expectAllHear(tabs, "a boat by itself", 0.2);
});

test("a page that missed the end of its session hears of it when its stream is refused", async ({
  page,
  site,
  faults,
}) => {
  faults.allow(/status of 401|ERR_FAILED/);
  await page.route("/events", (route) => route.abort());
  await startEndless(page, site, "a boat left behind");
  // Longer ago than streams look back.
  await sql`
    update public.user_sessions set revoked_at = now() - interval '1 minute'
    where user_id = (select user_id from generations where prompt = 'a boat left behind')`;
  await page.unroute("/events");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("a page whose file for hearing is gone looks by itself", async ({ page, site, faults }) => {
  faults.allow(/status of 404/);
  await page.route("**/hear-changes-*.js", (route) => route.fulfill({ status: 404 }));
  await startEndless(page, site, "a boat nobody tells of");
  await expectAllHear([page], "a boat nobody tells of", 0.2);
});

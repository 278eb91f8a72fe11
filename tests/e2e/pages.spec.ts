import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  makeAccount,
  makePicture,
  newPerson,
  signUp,
  test,
} from "./fixtures";

const publicPages = [
  "/",
  "/login",
  "/signup",
  "/forgot-password",
  "/about-models",
  "/edit",
  "/video",
  "/privacy",
  "/terms",
];
const ownPages = ["/", "/edit", "/video", "/gallery", "/account", "/account/credits"];
const widths = [320, 390, 768, 1280, 2560];

/**
 * Opens each address and looks at it with axe: in both themes on wide screens, whose colors phones share, in the dark
 * on phones.
 */
async function inspect(page: Page, addresses: string[]): Promise<void> {
  const isPhone = test.info().project.use.isMobile === true;
  const colorSchemes = isPhone ? (["dark"] as const) : (["light", "dark"] as const);
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page).toHaveTitle(/ · Easel$/);
    for (const colorScheme of colorSchemes) {
      // Without motion, so that no color is on its way to another one when it is looked at.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(async () => {
        await Promise.allSettled(document.getAnimations().map((each) => each.finished));
      });
      await expectAccessible(page);
    }
  }
}

async function expectNoSidewaysScroll(page: Page, address: string): Promise<void> {
  await page.goto(address);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, `${address} at ${width} px`).toBeLessThanOrEqual(0);
  }
}

test("axe finds nothing on a visitor's pages @phone", async ({ page }) => {
  await inspect(page, publicPages);
});

test("axe finds nothing on one's own pages while they are empty", async ({ page }) => {
  await makeAccount(page);
  await inspect(page, ["/", "/gallery", "/account/credits"]);
});

test("axe finds nothing on one's own pages with a picture in them @phone", async ({ page }) => {
  await makeAccount(page);
  await makePicture(page, "a small house by a stream");
  await page.goto("/");
  const request = page.getByRole("heading", { level: 3 }).getByRole("link");
  const picture = page
    .getByRole("link", { name: "a small house" })
    .filter({ has: page.getByRole("img") });
  const addresses = [await request.getAttribute("href"), await picture.getAttribute("href")];
  await inspect(page, [...ownPages, ...addresses.map((address) => address ?? "")]);
});

test("every charge on the credits page leads to its request with a link that a thumb meets @phone", async ({
  page,
}) => {
  await makeAccount(page);
  await makePicture(page, "a small house by a stream");
  await inspect(page, ["/account/credits"]);
  for (const link of await page.getByRole("main").getByRole("link").all()) {
    const box = await link.boundingBox();
    expect(box?.height, await link.innerText()).toBeGreaterThanOrEqual(44);
    expect(box?.width, await link.innerText()).toBeGreaterThanOrEqual(24);
  }
});

test("axe finds nothing on the sign-in dialog", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("dialog", { name: "Sign in" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("no page is wider than its window, from 320 to 2560 px", async ({ page }) => {
  for (const address of publicPages) await expectNoSidewaysScroll(page, address);
  await makeAccount(page);
  await makePicture(page, "a very long coast along the sea with a single tree beside a house");
  await page.goto("/");
  const picture = page
    .getByRole("link", { name: "a very long coast" })
    .filter({ has: page.getByRole("img") });
  const pictureAddress = (await picture.getAttribute("href")) ?? "";
  for (const address of [...ownPages, pictureAddress]) await expectNoSidewaysScroll(page, address);
});

test("an unknown address gets a plain page with status 404 @nojs", async ({ page, faults }) => {
  faults.allow(/status of 404/);
  const response = await page.goto("/no/such/page");
  expect(response?.status()).toBe(404);
  expect(response?.headers()["content-security-policy"]).toContain("script-src");
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Go to the studio" }).click();
  await expect(page.getByRole("heading", { name: "Make a picture" })).toBeVisible();
});

test("axe finds nothing on an error page", async ({ page, faults }) => {
  faults.allow(/status of 404/);
  await page.goto("/no/such/page");
  await expectAccessible(page);
});

test("someone else's picture answers exactly like one that does not exist", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 404/);
  await makeAccount(page);
  await makePicture(page, "a quiet garden");
  await page.goto("/");
  const picture = page
    .getByRole("link", { name: "a quiet garden" })
    .filter({ has: page.getByRole("img") });
  const theirs = (await picture.getAttribute("href")) ?? "";
  await page.context().clearCookies();
  await signUp(page, newPerson());
  const said: string[] = [];
  for (const address of [theirs, `/image/${randomUUID()}`]) {
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    const text = await page.getByRole("main").innerText();
    said.push(text.replace(/request \S+/, "request"));
  }
  expect(said[0]).toBe(said[1]);
  for (const variant of ["original", "thumb"]) {
    const bytes = await page.request.get(theirs.replace("/image/", "/media/") + `/${variant}`);
    expect(bytes.status()).toBe(404);
  }
});

test("the theme is chosen with a button and stays, without scripts too @nojs", async ({ page }) => {
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const light = await paper();
  await page.getByRole("contentinfo").getByRole("button", { name: "Dark" }).click();
  await expect.poll(paper).not.toBe(light);
  await page.goto("/about-models");
  expect(await paper()).not.toBe(light);
  await page.getByRole("contentinfo").getByRole("button", { name: "Light" }).click();
  await expect.poll(paper).toBe(light);
});

test("pages that only say something ship no script", async ({ request }) => {
  for (const address of ["/about-models", "/privacy", "/terms"]) {
    const html = await (await request.get(address)).text();
    expect(html).not.toContain("<script");
    expect(html).not.toContain("modulepreload");
  }
});

import type { Locator, Page } from "@playwright/test";
import { homeTest } from "./emulated-site";
import {
  expect,
  makeButton,
  makePictureByForm,
  openPicture,
  promptBox,
  signUpByForm,
  untilAwake,
} from "./fixtures";

// Plain http by a name, as in a home network: browsers then have no clipboard for pages.
const test = homeTest;
/** One server for all of them. */
test.describe.configure({ mode: "default" });

test.beforeEach(({ faults }) => {
  faults.allow(/Cross-Origin-Opener-Policy header has been ignored/);
});

const edgeOf = (element: Locator) =>
  element.evaluate((each) => {
    const { borderTopStyle, borderTopWidth } = getComputedStyle(each);
    return borderTopStyle === "solid" ? Number.parseFloat(borderTopWidth) : 0;
  });

const colorsOf = (element: Locator) =>
  element.evaluate((each) => {
    const { backgroundColor, color } = getComputedStyle(each);
    return `${backgroundColor} ${color}`;
  });

/** The present one of several links looks like none of the others, which all look alike. */
async function expectMarked(links: Locator): Promise<void> {
  const looks = await Promise.all((await links.all()).map(colorsOf));
  const current = await links.evaluateAll((all) => all.findIndex((each) => each.ariaCurrent));
  expect(current).toBeGreaterThanOrEqual(0);
  const others = looks.filter((_look, at) => at !== current);
  expect(new Set(others).size).toBe(1);
  expect(others).not.toContain(looks[current]);
}

test("in colors of one's own the present tab, size and order are marked, and what is pressed and filled in has an edge @nojs", async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await signUpByForm(page);
  await page.goto("/?model=painter");
  expect(await edgeOf(makeButton(page))).toBeGreaterThanOrEqual(1);
  expect(await edgeOf(page.locator("[data-slot=card]:has(textarea)"))).toBeGreaterThanOrEqual(1);
  await expectMarked(page.getByRole("banner").getByRole("navigation").getByRole("link"));
  const theme = page.getByRole("contentinfo").getByRole("button");
  expect(new Set(await Promise.all((await theme.all()).map(colorsOf))).size).toBe(2);
  await makePictureByForm(page, "a blue lake");
  await page.goto("/gallery");
  for (const name of ["Order", "Tile size", "View"])
    await expectMarked(page.getByRole("navigation", { name }).getByRole("link"));
  await page.setViewportSize({ width: 390, height: 844 });
  await expectMarked(page.getByRole("navigation", { name: "Main" }).getByRole("link"));
});

test("where pages have no clipboard, Copy selects the text and says which keys", async ({
  page,
}) => {
  await signUpByForm(page);
  await makePictureByForm(page, "a lake to copy");
  await openPicture(page, "a lake to copy");
  await untilAwake(page);
  expect(await page.evaluate(() => navigator.clipboard)).toBeUndefined();
  await page.getByText("Prompt details").click();
  await page.getByRole("button", { name: "Copy prompt" }).click();
  await expect(page.getByRole("button", { name: "Selected. Press Ctrl+C" })).toBeFocused();
  const selected = () => page.evaluate(() => String(getSelection()));
  expect(await selected()).toBe("a lake to copy");
  await page.getByRole("button", { name: "Copy seed" }).click();
  expect(await selected()).toMatch(/^\d+$/);
  // The keys do copy it: it can be pasted.
  await page.keyboard.press("Control+C");
  const seed = await selected();
  await page.goto("/?model=painter");
  await promptBox(page).focus();
  await page.keyboard.press("Control+V");
  await expect(promptBox(page)).toHaveValue(seed);
});

test("on paper there are the picture and its facts, without header and buttons @nojs", async ({
  page,
}) => {
  await signUpByForm(page);
  await makePictureByForm(page, "a lake on paper");
  await page.getByRole("contentinfo").getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await openPicture(page, "a lake on paper");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toHaveCount(0);
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.locator(".button:visible")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main").getByRole("img", { name: "a lake on paper" })).toBeVisible();
  await expect(page.getByText("Price on the button")).toBeVisible();
  const ink = await page
    .getByRole("heading", { level: 1 })
    .evaluate((heading) => getComputedStyle(heading).color);
  expect(Number(/oklch\(([\d.]+)/.exec(ink)?.[1])).toBeLessThan(0.4);
  // As wide as a sheet.
  await page.setViewportSize({ width: 794, height: 1123 });
  expect(await standingShare(page)).toBe(0);
});

/** The share of the window that stays where it is however far the page is scrolled. */
async function standingShare(page: Page): Promise<number> {
  return await page.evaluate(() => {
    scrollTo(0, (document.documentElement.scrollHeight - innerHeight) / 2);
    const heights = [...document.querySelectorAll("body *")]
      .filter((each) => /sticky|fixed/.test(getComputedStyle(each).position))
      .map((each) => each.getBoundingClientRect())
      .filter(({ width, bottom, top }) => width > 100 && bottom > 0 && top < innerHeight)
      .map(({ height }) => height);
    return heights.reduce((sum, height) => sum + height, 0) / innerHeight;
  });
}

test("zoomed to 400 % nothing stands over what is read @nojs", async ({ page }) => {
  await signUpByForm(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/account");
  expect(await standingShare(page)).toBeGreaterThan(0);
  await page.setViewportSize({ width: 320, height: 256 });
  for (const address of ["/", "/gallery", "/account", "/account/credits"]) {
    await page.goto(address);
    expect(await standingShare(page), address).toBe(0);
  }
});

import type { Page } from "@playwright/test";
import { emulatedSettings } from "../emulators/every-emulator";
import { testWith } from "./emulated-site";
import {
  expect,
  expectAccessible,
  hasScripts,
  makeButton,
  signUp,
  test as keyless,
} from "./fixtures";

/** Every provider is emulated, and a new account has enough for one picture and for no edit. */
const test = testWith({ ...emulatedSettings, SIGNUP_CREDITS: "700" });

/** How far the page can be scrolled sideways, in pixels. */
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

keyless(
  "a tab without models is not in the navigation; its page shows what it is for and leads on @everywhere",
  async ({ page }) => {
    await page.goto("/");
    const nav = page.getByRole("navigation", { name: "Main" });
    await expect(nav.getByRole("link", { name: "Edit" })).toHaveCount(0);
    await expect(nav.getByRole("link", { name: "Video" })).toHaveCount(0);
    for (const [path, words] of [
      ["/edit", "No editing models are available yet."],
      ["/video", "No video models are available yet."],
    ] as const) {
      await page.goto(path);
      await expect(page.getByText(words)).toBeVisible();
      await expect(page.getByText(/provider|\.env/)).toHaveCount(0);
      await expect(page.getByRole("figure").getByRole("img").first()).toBeVisible();
      await expect(page.getByRole("link", { name: "Try these words" })).toHaveCount(0);
    }
    if (hasScripts()) await expectAccessible(page);
    await page.getByRole("link", { name: "Make a picture" }).click();
    await expect(page.getByRole("heading", { name: "Make a picture" })).toBeVisible();
  },
);

for (const { path, words } of [
  { path: "/edit", words: "Make it winter, with snow on the roof" },
  { path: "/video", words: "The sun goes down and the lighthouse lights up" },
]) {
  test(`${path} shows what it does by an example, and its words can be tried @everywhere`, async ({
    page,
  }) => {
    await page.goto(path);
    const example = page.getByRole("figure");
    await expect(example).toContainText(words);
    const images = example.locator("img");
    for (const image of await images.all())
      await expect.poll(() => image.evaluate((it: HTMLImageElement) => it.naturalWidth)).toBe(640);
    if (hasScripts()) await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await sideways(page)).toBe(0);
    await example.getByRole("link", { name: "Try these words" }).click();
    await expect(page.getByRole("textbox").first()).toHaveValue(words);
  });
}

test("who has too few credits hears what they are enough for, who can give more, and finds the credits page @everywhere", async ({
  page,
}) => {
  await signUp(page);
  await page.goto("/?count=2");
  const enough = page.getByText("You have 700 credits, enough for 1 picture.");
  await expect(enough.filter({ visible: true })).toHaveCount(1);
  await expect(makeButton(page, "Make 2 pictures · 1,000 credits")).toBeEnabled();

  await page.goto("/edit");
  const main = page.getByRole("main");
  await expect(main.getByText("You don't have enough credits")).toBeVisible();
  await expect(main.getByRole("button", { name: /^Change this picture/ })).toHaveCount(0);
  await expect(main.getByText("The people who run this site can give you more.")).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await sideways(page)).toBe(0);
  await main.getByRole("link", { name: "See your credits" }).click();
  await expect(page.getByText("The people who run this site can give you some.")).toBeVisible();
  await expect(page.getByText(/\bbuy\b|purchase|top up/i)).toHaveCount(0);
});

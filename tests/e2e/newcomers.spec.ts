import type { Page } from "@playwright/test";
import { emulatedSettings } from "../emulators/every-emulator";
import { testWith } from "./emulated-site";
import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makeButton,
  openPicture,
  promptBox,
  test as keyless,
  untilShown,
} from "./fixtures";

/** Every provider is emulated, and a new account has enough for one picture and for no edit. */
const test = testWith({ ...emulatedSettings, SIGNUP_CREDITS: "700" });
/** One server for all of them. */
test.describe.configure({ mode: "default" });

/** How far the page can be scrolled sideways, in pixels. */
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

keyless(
  "without any key every tab has a model and says what it is for @everywhere",
  async ({ page }) => {
    await page.goto("/");
    const nav = page.getByRole("navigation", { name: "Main" });
    await expect(nav.getByRole("link", { name: "Edit" })).toBeVisible();
    await expect(nav.getByRole("link", { name: "Video" })).toBeVisible();
    for (const [path, button] of [
      ["/edit", /^Edit this picture · /],
      ["/video", /^Make 1 video · /],
    ] as const) {
      await page.goto(path);
      await expect(page.getByRole("button", { name: button })).toBeVisible();
      await expect(page.getByRole("figure").getByRole("img").first()).toBeVisible();
      await expect(page.getByText(/No \w+ models are available yet/)).toHaveCount(0);
    }
    if (hasScripts()) await expectAccessible(page);
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
    await example.getByRole("link", { name: "Try this prompt" }).click();
    await expect(page.getByRole("textbox").first()).toHaveValue(words);
  });
}

test("who has too few credits hears what they are enough for, who can give more, and finds the credits page @everywhere", async ({
  page,
}) => {
  await makeAccount(page);
  await page.goto("/?count=2");
  const enough = page.getByText("You have 700 credits, enough for 1 picture.");
  await expect(enough.filter({ visible: true })).toHaveCount(1);
  await expect(makeButton(page, "Make 2 pictures · 1,000 credits")).toBeEnabled();

  await page.goto("/edit");
  const main = page.getByRole("main");
  await expect(main.getByText("You don't have enough credits")).toBeVisible();
  await expect(main.getByRole("button", { name: /^Edit this picture/ })).toHaveCount(0);
  await expect(main.getByText("The people who run this site can give you more.")).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await sideways(page)).toBe(0);
  await main.getByRole("link", { name: "See your credits" }).click();
  await expect(page.getByText("The people who run this site can give you some.")).toBeVisible();
  await expect(page.getByText(/\bbuy\b|purchase|top up/i)).toHaveCount(0);
});

/** What a pill of the phone's row says. */
function pill(page: Page, legend: string) {
  return page.locator("summary").filter({ hasText: `${legend}:` });
}

test("on a phone one row says shape, number and model, each a tap away, and what is chosen is said at once @nojs", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill("a heron");
  const model = page.getByRole("button", { name: "FLUX Schnell" });
  for (const part of [pill(page, "Shape"), pill(page, "How many"), model])
    await expect(part).toBeInViewport({ ratio: 1 });
  const wide = page.getByRole("radio", { name: "Wide, 16:9" });
  await expect(wide).toBeHidden();
  await expect(pill(page, "Shape")).toHaveText("Shape: Square", { useInnerText: true });
  await pill(page, "Shape").click();
  await expect(wide).toBeInViewport({ ratio: 1 });
  if (hasScripts()) await expectAccessible(page);
  await wide.click();
  await expect(pill(page, "Shape")).toHaveText("Shape: Wide", { useInnerText: true });
  if (hasScripts()) await expect(wide).toBeHidden();
  await pill(page, "How many").click();
  await expect(wide).toBeHidden();
  await page.getByRole("radio", { name: "3", exact: true }).click();
  await expect(makeButton(page, "Make 3 pictures · 1,500 credits")).toBeVisible();

  await model.click();
  await page.getByRole("button", { name: /^FLUX Dev\s*Detailed/ }).click();
  await expect(page.getByRole("button", { name: "FLUX Dev" })).toBeInViewport();
  await expect(pill(page, "Shape")).toHaveText("Shape: Wide", { useInnerText: true });
  await expect(pill(page, "How many")).toHaveText("How many: 3 pictures", { useInnerText: true });
  await expect(promptBox(page)).toHaveValue("a heron");
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await sideways(page)).toBe(0);
});

test("the list of models compares them, finds one, shows what one made with it, and keeps the words @nojs", async ({
  page,
}) => {
  await makeAccount(page);
  await page.goto("/?model=z-image-turbo");
  await promptBox(page).fill("a paper boat");
  await makeButton(page).click();
  const made = page.getByRole("main").getByRole("img", { name: "a paper boat" });
  await untilShown(made.first());

  await page.goto("/?model=flux-dev");
  await promptBox(page).fill("words to keep");
  await page.getByText("Change", { exact: true }).click();
  await expect(page.getByRole("heading", { name: "Choose a model" })).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
  const lately = page.getByRole("region", { name: "Used lately" }).getByRole("button");
  await expect(lately).toHaveText([/^Z-Image Turbo.*500 credits each, usually about .*at once/]);
  const own = lately.locator("img");
  await expect
    .poll(() => own.evaluate((it: HTMLImageElement) => it.naturalWidth))
    .toBeGreaterThan(0);
  const chosen = { name: /^FLUX Dev\s*Detailed/, pressed: true };
  await expect(page.getByRole("button", chosen)).toBeVisible();

  const search = page.getByRole("searchbox", { name: "Search models" });
  await search.fill("zebra");
  await search.press("Enter");
  await expect(page.getByText("No model matches “zebra”")).toBeVisible();
  await search.fill("qwen");
  await search.press("Enter");
  await expect(page.getByRole("button", { name: /^Qwen Image/ }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Z-Image/ })).toHaveCount(0);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await sideways(page)).toBe(0);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("button", { name: /^Qwen Image 2\s*Crowded scenes with/ }).click();
  await expect(page).toHaveURL(/[?&]model=qwen-image-2/);
  await expect(promptBox(page)).toHaveValue("words to keep");
  await expect(page.getByRole("heading", { name: "Choose a model" })).toBeHidden();
});

test("Switch model leads from what failed to the list of models, and from there to the form with its words @nojs", async ({
  page,
  site: { emulator },
}) => {
  await makeAccount(page);
  for (const path of ["/queue.fal.run/", "/api.wavespeed.ai/", "/router.huggingface.co/"])
    emulator.order({ method: "POST", path, times: 100, what: "refuse" });
  emulator.order({ method: "POST", path: "/gradio_api/queue/join", times: 100, what: "refuse" });
  await page.goto("/?model=z-image-turbo");
  await promptBox(page).fill("a boat that fails");
  await makeButton(page).click();
  await page.getByRole("link", { name: "Switch model" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Choose a model" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search models" }).fill("qwen");
  await page.getByRole("searchbox", { name: "Search models" }).press("Enter");
  await page.getByRole("button", { name: /^Qwen Image 2\s*Crowded scenes with/ }).click();
  await expect(promptBox(page)).toHaveValue("a boat that fails");
  await expect(page.locator('input[name="model"]')).toHaveValue("qwen-image-2");
  await page.goBack();
  await page.getByRole("link", { name: /^Keep / }).click();
  await expect(promptBox(page)).toHaveValue("a boat that fails");
});

test("nothing beside the results scrolls by itself: every setting is reached by scrolling the page", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await page.goto("/?model=flux-dev");
  const more = page.getByText("More settings");
  const scrollers = await more.evaluate((it) => {
    const found = [];
    for (let each = it.parentElement; each && each !== document.body; each = each.parentElement)
      if (/auto|scroll|hidden/.test(getComputedStyle(each).overflowY)) found.push(each.className);
    return found;
  });
  expect(scrollers).toEqual([]);
  await more.click();
  await page.getByLabel("Seed", { exact: true }).scrollIntoViewIfNeeded();
  await expect(page.getByLabel("Seed", { exact: true })).toBeInViewport({ ratio: 1 });
});

test("on a phone a picture's Save and Download are at the thumb at once, and cover nothing at the end @nojs", async ({
  page,
}) => {
  await makeAccount(page);
  await page.goto("/?model=painter&shape=9:16");
  await promptBox(page).fill("a tall pine");
  await makeButton(page).click();
  await untilShown(page.getByRole("main").getByRole("img", { name: "a tall pine" }).first());
  await page.goto("/gallery");
  for (const size of [
    { width: 390, height: 844 },
    { width: 320, height: 640 },
  ]) {
    await page.setViewportSize(size);
    await page.goto("/gallery");
    await openPicture(page, "a tall pine");
    const save = page.getByRole("button", { name: "Save", exact: true });
    for (const part of [save, page.getByRole("link", { name: "Download" })]) {
      await expect(part).toBeInViewport({ ratio: 1 });
      expect((await part.boundingBox())?.y).toBeGreaterThan(size.height / 2);
    }
    expect(await sideways(page)).toBe(0);
    const terms = page.getByRole("link", { name: "Terms" });
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await terms.click();
    await expect(page).toHaveURL(/\/terms$/);
  }
  await page.goBack();
  if (hasScripts()) await expectAccessible(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeInViewport();
});

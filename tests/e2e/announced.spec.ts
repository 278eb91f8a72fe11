import type { Page } from "@playwright/test";
import { emulatedTest } from "./emulated-site";
import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makeButton,
  pressKey,
  promptBox,
  signUp,
  untilAwake,
} from "./fixtures";

const test = emulatedTest;
/** One server for all of them. */
test.describe.configure({ mode: "default" });

const announcer = (page: Page) => page.locator("body #announcer[aria-live=polite]");

/** Keeps everything that the region says from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await untilAwake(page);
  const said = await announcer(page).evaluateHandle((region) => {
    const words: string[] = [];
    new MutationObserver(() => words.push(region.textContent ?? "")).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return words;
  });
  return () => said.jsonValue();
}

test("the main button keeps the focus while it sends, and the region and the title say how it stands", async ({
  page,
  site,
}) => {
  site.emulator.fal.behave({ queuedPolls: 0, runningPolls: 3 });
  await makeAccount(page);
  await page.goto("/?model=flux-schnell");
  const heard = await listen(page);
  await promptBox(page).fill("four small boats");
  await page.getByRole("radio", { name: "4", exact: true }).check();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/_.data*", async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue();
  });
  const button = page.locator("form [aria-keyshortcuts]");
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(button).toHaveText("Sending");
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toBeFocused();
  // Pressing again, or from a field, sends nothing more.
  await page.keyboard.press("Enter");
  await pressKey(page, "Control+Enter");
  await expectAccessible(page);
  release();
  await expect.poll(heard).toContainEqual("Being made");
  await expect(page).toHaveTitle("Done · 4 pictures · Easel");
  await expect.poll(heard).toContainEqual("Done: 4 pictures");
  await expect(button).toBeFocused();
  await expect(button).not.toHaveAttribute("aria-disabled");
});

test("a request that fails is announced with what became of the credits", async ({
  page,
  site,
}) => {
  await makeAccount(page);
  await page.goto("/?model=flux-schnell");
  const heard = await listen(page);
  site.emulator.fal.behave({ queuedPolls: 0, runningPolls: 1, nsfw: "all" });
  await promptBox(page).fill("a boat that is refused");
  await makeButton(page).click();
  await expect(page).toHaveTitle("Failed, your credits are back · Easel");
  await expect.poll(heard).toContainEqual("Failed, your credits are back");
});

test("after Cancel the focus is where it says what became of the request", async ({
  page,
  site,
}) => {
  site.emulator.fal.behave({ queuedPolls: 0, runningPolls: 1_000_000 });
  await makeAccount(page);
  await page.goto("/?model=flux-schnell");
  await untilAwake(page);
  await promptBox(page).fill("a boat to call back");
  await makeButton(page).click();
  await page.getByRole("button", { name: "Cancel" }).focus();
  await page.keyboard.press("Enter");
  const note = page.getByRole("status").filter({ hasText: "You canceled this" });
  await expect(note).toBeVisible();
  await expect(page.locator(":focus").filter({ has: note })).toHaveCount(1);
});

test("the titles of the pages with a request say how it stands @nojs", async ({ page, site }) => {
  site.emulator.fal.behave({ queuedPolls: 0, runningPolls: 1_000_000 });
  await makeAccount(page);
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill("an endless boat");
  await makeButton(page).click();
  await expect(page.getByText("Being made").first()).toBeVisible();
  if (!hasScripts()) await page.goto("/");
  await expect(page).toHaveTitle("Being made · Easel");
  await page.goto("/gallery");
  await expect(page).toHaveTitle("Being made · Gallery · Easel");
  await page.getByRole("link", { name: "an endless boat" }).click();
  await expect(page).toHaveTitle("Being made · Your request · Easel");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page).toHaveTitle("Canceled, your credits are back · Your request · Easel");
});

test("going to another page announces its title and moves the focus to its heading", async ({
  page,
}) => {
  await signUp(page);
  const heard = await listen(page);
  await page.getByRole("link", { name: "Gallery" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Gallery" })).toBeFocused();
  await expect.poll(heard).toContainEqual("Recent · Gallery");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Make a picture" })).toBeFocused();
});

test("what stays on the page keeps the focus: a search, an order, the next picture", async ({
  page,
  site,
}) => {
  site.emulator.fal.behave({ queuedPolls: 0, runningPolls: 0 });
  await makeAccount(page);
  for (const prompt of ["a first boat", "a second boat", "a third boat"]) {
    await page.goto("/?model=flux-schnell");
    await promptBox(page).fill(prompt);
    await makeButton(page).click();
    await expect(page.getByRole("link", { name: prompt }).getByRole("img")).toBeVisible();
  }
  await page.goto("/gallery");
  await untilAwake(page);
  const box = page.getByRole("searchbox");
  await box.fill("boat");
  await box.press("Enter");
  await expect(page).toHaveURL(/q=boat/);
  await expect(page.getByText(/3 pictures for/)).toBeVisible();
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.getByRole("link", { name: "Oldest" }).press("Enter");
  await expect(page).toHaveURL(/sort=oldest/);
  await expect(page.getByRole("link", { name: "Oldest" })).toBeFocused();
  await page.getByRole("link", { name: "a first boat" }).first().press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "a first boat" })).toBeFocused();
  await page.getByRole("link", { name: "Next" }).focus();
  await pressKey(page, "Enter");
  await expect(page.getByRole("heading", { level: 1, name: "a second boat" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Next" })).toBeFocused();
  await pressKey(page, "Enter");
  // The last one: the link that had the focus is gone.
  await expect(page.getByRole("heading", { level: 1, name: "a third boat" })).toBeFocused();
});

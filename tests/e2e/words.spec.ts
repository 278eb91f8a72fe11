import type { BrowserContext, Page } from "@playwright/test";
import { emulatedTest } from "./emulated-site";
import {
  balance,
  expect,
  fillSignUp,
  hasScripts,
  makeAccount,
  newPerson,
  promptBox,
  untilAwake,
  untilShown,
} from "./fixtures";

/** Every provider is emulated, so that there are models to choose among. */
const test = emulatedTest;
/** One server for all of them. */
test.describe.configure({ mode: "default" });

const long = "長".repeat(6000);

function leftOutBox(page: Page) {
  return page.getByRole("textbox", { name: "Leave out (negative prompt)" });
}

async function chooseModel(page: Page, name: string | RegExp): Promise<void> {
  await page.getByText("Change", { exact: true }).click();
  await page.getByRole("button", { name }).click();
}

/** The addresses that this browser asks for from now on. */
function watchAddresses(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on("request", (request) => seen.push(decodeURIComponent(request.url())));
  return seen;
}

test("6,000 characters of another script stay when a model is chosen, and travel in no address @nojs", async ({
  page,
  context,
}) => {
  await makeAccount(page);
  await page.goto("/?model=painter");
  const addresses = watchAddresses(context);
  await promptBox(page).fill(long);
  await page.getByText("Leave out (negative prompt)", { exact: true }).click();
  await leftOutBox(page).fill("長".repeat(2000));
  await page.getByRole("radio", { name: "2", exact: true }).check();
  await chooseModel(page, "FLUX.2 Klein");
  await expect(page).toHaveURL(/[?&]model=flux/);
  await expect(promptBox(page)).toHaveValue(long);
  await chooseModel(page, "Painter");
  await expect(page).toHaveURL(/[?&]model=painter/);
  await expect(promptBox(page)).toHaveValue(long);
  await expect(leftOutBox(page)).toHaveValue("長".repeat(2000));
  await expect(page.getByRole("radio", { name: "2", exact: true })).toBeChecked();
  for (const address of addresses) {
    expect(address).not.toContain("長");
    expect(address.length).toBeLessThan(1000);
  }
});

test("choosing a model asks the server for nothing and leaves the focus and what is typed", async ({
  page,
  context,
}) => {
  await page.goto("/?model=flux-dev");
  await promptBox(page).fill("a heron");
  await expect(page.getByRole("button", { name: /^Make 1 picture/ })).toBeVisible();
  const addresses = watchAddresses(context);
  await chooseModel(page, /^Qwen Image 2\s*Crowded scenes with/);
  await promptBox(page).press("End");
  await page.keyboard.type(" at dawn");
  await expect(page).toHaveURL(/[?&]model=qwen-image-2/);
  await expect(promptBox(page)).toHaveValue("a heron at dawn");
  await expect(promptBox(page)).toBeFocused();
  expect(addresses.filter((address) => address.includes(".data"))).toEqual([]);
});

test("a visitor's words are there after making an account, and travel in no address @nojs", async ({
  page,
  context,
}) => {
  const words = "鶴 at a lake";
  await page.goto("/?model=flux-dev");
  const addresses = watchAddresses(context);
  await promptBox(page).fill(words);
  await page.getByRole("button", { name: /^Make 1 picture/ }).click();
  if (!hasScripts())
    await page.getByRole("main").getByRole("link", { name: "Create an account" }).click();
  await fillSignUp(page, newPerson());
  await expect(balance(page, "10,000 credits")).toBeVisible();
  await expect(promptBox(page)).toHaveValue(words);
  await expect(page).toHaveURL(/[?&]model=flux-dev/);
  expect(addresses.filter((address) => address.includes("鶴"))).toEqual([]);
});

test("an earlier prompt is used again without travelling in an address @nojs", async ({
  page,
  context,
}) => {
  await makeAccount(page);
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill("鶴 in the snow");
  await page.getByRole("button", { name: /^Make 1 picture/ }).click();
  await untilShown(page.getByRole("img", { name: "鶴 in the snow" }).first());
  await page.goto("/?model=flux-schnell");
  const addresses = watchAddresses(context);
  await promptBox(page).fill("something else");
  await page.getByRole("radio", { name: "3", exact: true }).check();
  await page.getByText("Earlier prompts").click();
  await page.getByRole("button", { name: "鶴 in the snow" }).click();
  await expect(promptBox(page)).toHaveValue("鶴 in the snow");
  await expect(page.getByRole("radio", { name: "3", exact: true })).toBeChecked();
  expect(addresses.filter((address) => address.includes("鶴"))).toEqual([]);
});

test("Enter in a field sends the form, and presses no other button @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  await makeAccount(page);
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill("鶴 in the snow");
  await page.getByRole("button", { name: /^Make 1 picture/ }).click();
  await untilShown(page.getByRole("img", { name: "鶴 in the snow" }).first());
  await page.goto("/?model=flux-schnell");
  await promptBox(page).fill("something else");
  await page.getByText("More settings").click();
  await page.getByLabel("Seed", { exact: true }).fill("no number");
  await page.getByLabel("Seed", { exact: true }).press("Enter");
  await expect(page.getByText("The seed must be a whole number")).toBeVisible();
  await expect(promptBox(page)).toHaveValue("something else");
});

test("what was typed for one model is read by the next one that does not take every word @nojs", async ({
  page,
}) => {
  await page.goto("/?model=flux-dev");
  await promptBox(page).fill("three boats and a castle");
  await expect(page.getByText("Painter doesn't know")).toHaveCount(0);
  await chooseModel(page, "Painter");
  await expect(page.getByText("Painter doesn't know: castle", { exact: true })).toBeVisible();
  await chooseModel(page, "FLUX.2 Klein");
  await expect(page.getByText("Painter doesn't know")).toHaveCount(0);
});

test("a dialog that closes takes the focus from nobody who has gone on", async ({ page }) => {
  await page.goto("/?model=flux-dev");
  await untilAwake(page);
  await promptBox(page).fill("a heron");
  // A slow machine: what the dialog puts off until it is gone comes late.
  await page.evaluate(() => {
    const now = window.setTimeout.bind(window);
    Reflect.set(window, "setTimeout", (work: () => void, ms = 0) => now(work, ms + 300));
  });
  await chooseModel(page, /^Qwen Image 2\s*Crowded scenes with/);
  await promptBox(page).press("End");
  await page.keyboard.type(" at dawn", { delay: 100 });
  await expect(promptBox(page)).toHaveValue("a heron at dawn");
  await expect(promptBox(page)).toBeFocused();
});

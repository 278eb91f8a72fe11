import type { Locator, Page, Route } from "@playwright/test";
import {
  balance,
  checkWords,
  expect,
  expectAccessible,
  hasScripts,
  makeButton,
  openPicture,
  promptBox,
  signUp,
  test,
  untilShown,
} from "./fixtures";

const nothing = "None of this can be in the picture. Painter understands English words";

async function expectTold(page: Page): Promise<void> {
  await expect(page.getByText("In the picture: three boats", { exact: true })).toBeVisible();
  await expect(page.getByText("Painter doesn't know: castle", { exact: true })).toBeVisible();
}

test("what will be painted and what will not is said before it is paid, and on the picture's page @nojs", async ({
  page,
}) => {
  await signUp(page);
  await promptBox(page).fill("three boats and a castle");
  await checkWords(page);
  await expectTold(page);
  await expect(promptBox(page)).toHaveValue("three boats and a castle");
  await expect(balance(page, "10,000 credits")).toBeVisible();

  await makeButton(page).click();
  const picture = page
    .getByRole("main")
    .getByRole("link", { name: "three boats and a castle" })
    .filter({ has: page.getByRole("img") });
  await untilShown(picture.getByRole("img"));
  await openPicture(page, "three boats and a castle");
  await expectTold(page);
  await expect(balance(page, "9,500 credits")).toBeVisible();
  await page.getByRole("link", { name: "Remix" }).click();
  await expect(promptBox(page)).toHaveValue("three boats and a castle");
  await expectTold(page);
});

test("checking the words keeps the whole form @nojs", async ({ page }) => {
  await signUp(page);
  await promptBox(page).fill("three boats, stars and a castle");
  await page.getByText("Leave out (negative prompt)").click();
  await page.getByLabel("Leave out (negative prompt)").fill("stars");
  await page.getByRole("radio", { name: "Wide, 16:9" }).check();
  await page.getByRole("radio", { name: "2", exact: true }).check();
  await checkWords(page);
  await expectTold(page);
  await expect(page.getByLabel("Leave out (negative prompt)")).toHaveValue("stars");
  await expect(page.getByRole("radio", { name: "Wide, 16:9" })).toBeChecked();
  await expect(makeButton(page, "Make 2 pictures · 1,000 credits")).toBeVisible();
});

test("a prompt of which nothing would be painted is refused where it stands, and costs nothing @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  const refuse = async () => {
    await page.goto("/");
    await promptBox(page).fill("a portrait of an astronaut cat");
    if (hasScripts()) await expect(page.getByText(nothing)).toBeVisible();
    await makeButton(page).click();
    await expect(promptBox(page)).toHaveAttribute("aria-invalid", "true");
    await expect(promptBox(page)).toHaveAccessibleDescription(new RegExp(nothing));
    await expect(promptBox(page)).toHaveValue("a portrait of an astronaut cat");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  };
  await refuse();
  await signUp(page);
  await refuse();
  await expect(balance(page, "10,000 credits")).toBeVisible();
  await promptBox(page).fill("a portrait of a lake");
  await checkWords(page);
  await makeButton(page).click();
  await expect(page.getByRole("heading", { name: "a portrait of a lake" })).toBeVisible();
  await page.goto("/account/credits");
  await expect(balance(page, "9,500 credits")).toBeVisible();
});

test("who presses before the words were said hears it first, and pays by the next press @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 409|ERR_FAILED/);
  await page.route("**/prompt-reading", (route) => route.abort());
  await signUp(page);
  await promptBox(page).fill("three boats and a castle");
  await page.getByRole("radio", { name: "3", exact: true }).check();
  const button = makeButton(page, "Make 3 pictures · 1,500 credits");
  await button.click();
  await expect(page.getByText("Not everything can be in the picture")).toBeVisible();
  await expectTold(page);
  await expect(balance(page, "10,000 credits")).toBeVisible();
  await button.click();
  await expect(page.getByRole("heading", { name: "three boats and a castle" })).toBeVisible();
  await page.goto("/account/credits");
  await expect(balance(page, "8,500 credits")).toBeVisible();
});

test("words that are all known are made by one press @nojs", async ({ page, faults }) => {
  faults.allow(/ERR_FAILED/);
  await page.route("**/prompt-reading", (route) => route.abort());
  await signUp(page);
  await promptBox(page).fill("three boats at sunset");
  await makeButton(page).click();
  await expect(page.getByRole("heading", { name: "three boats at sunset" })).toBeVisible();
});

/** Where a thing begins, in pixels from the top. */
async function topOf(thing: Locator): Promise<number> {
  return (await thing.boundingBox())?.y ?? Number.NaN;
}

test("nothing moves while words are read", async ({ page }) => {
  await page.goto("/");
  const before = await topOf(makeButton(page));
  const said = {
    "a cat": page.getByText(nothing),
    "a lake": page.getByText("In the picture: lake", { exact: true }),
    "sunset, night, a cat, a dog, an elephant": page.getByText("Doesn't go with the rest: night"),
    "": page.getByText("Painter understands English words"),
  };
  for (const [prompt, words] of Object.entries(said)) {
    await promptBox(page).fill(prompt);
    await expect(words).toBeVisible();
    expect([prompt, await topOf(makeButton(page))]).toEqual([prompt, before]);
  }
  await promptBox(page).fill(`a lake and ${"a wolf, an owl, a bear, a newt, ".repeat(4)}`);
  await expect(page.getByText("wolf, owl")).toBeVisible();
  await expectAccessible(page);
});

test("the answer to earlier words never comes after a later one", async ({ page }) => {
  const held: Route[] = [];
  await page.route("**/prompt-reading", async (route) => {
    if (route.request().postData()?.includes("castle")) held.push(route);
    else await route.continue();
  });
  await page.goto("/");
  await promptBox(page).fill("a castle");
  await expect.poll(() => held.length).toBe(1);
  await promptBox(page).fill("a lake");
  const reading = page.getByText("In the picture: lake", { exact: true });
  await expect(reading).toBeVisible();
  const later = await reading.evaluateHandle((line) => {
    const texts: string[] = [];
    const place = line.closest("[aria-live]") ?? document.body;
    new MutationObserver(() => texts.push(place.textContent)).observe(place, {
      ...{ childList: true, subtree: true, characterData: true },
    });
    return texts;
  });
  await held[0]?.continue().catch(() => undefined);
  await promptBox(page).press("End");
  await promptBox(page).pressSequentially(" at noon");
  await expect(page.getByText("In the picture: lake, noon", { exact: true })).toBeVisible();
  expect((await later.jsonValue()).filter((text) => text.includes(nothing))).toEqual([]);
});

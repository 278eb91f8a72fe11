import type { Page } from "@playwright/test";
import { expect, makeAccount, makePicture, test, untilAwake } from "./fixtures";

const prompt = "a red boat on a calm lake";

/** The gallery with one picture. */
async function openGallery(page: Page): Promise<void> {
  await makeAccount(page);
  await makePicture(page, prompt);
  await page.goto("/gallery");
  await untilAwake(page);
  // As long as it is there, no document has been loaded.
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
}

const tile = (page: Page) =>
  page
    .getByRole("main")
    .getByRole("link", { name: prompt })
    .filter({ has: page.getByRole("img") });
const isSameDocument = (page: Page) => page.evaluate(() => "sameDocument" in window);

test("a press on a tile goes to its page without loading the document, says its title and takes the focus along", async ({
  page,
}) => {
  await openGallery(page);
  await tile(page).click();
  const heading = page.getByRole("heading", { level: 1, name: prompt });
  await expect(heading).toBeFocused();
  await expect(page.locator("#announcer")).toContainText(prompt);
  expect(await isSameDocument(page)).toBe(true);
  await page.getByRole("link", { name: "Back" }).click();
  await expect(tile(page)).toBeFocused();
  expect(await isSameDocument(page)).toBe(true);
});

test("Enter on a link that has the focus does the same", async ({ page }) => {
  await openGallery(page);
  await tile(page).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/image\//);
  expect(await isSameDocument(page)).toBe(true);
});

test("a press with Ctrl or the middle button opens a tab, and the page stays", async ({ page }) => {
  await openGallery(page);
  const presses = [
    () => tile(page).click({ modifiers: ["ControlOrMeta"] }),
    () => tile(page).click({ button: "middle" }),
  ];
  for (const press of presses) {
    const [opened] = await Promise.all([page.context().waitForEvent("page"), press()]);
    await expect(opened).toHaveURL(/\/image\//);
    await opened.close();
    await expect(page).toHaveURL(/\/gallery$/);
    expect(await isSameDocument(page)).toBe(true);
  }
});

/** Gives the link of the first tile other attributes. */
async function change(page: Page, attributes: Record<string, string>): Promise<void> {
  await tile(page).evaluate((link, given) => {
    for (const [name, value] of Object.entries(given)) link.setAttribute(name, value);
  }, attributes);
}

test("what opens elsewhere is the browser's: another target, a download, another origin", async ({
  page,
}) => {
  await openGallery(page);
  await change(page, { target: "_blank" });
  const [opened] = await Promise.all([page.context().waitForEvent("page"), tile(page).click()]);
  await expect(opened).toHaveURL(/\/image\//);
  await opened.close();

  await change(page, { target: "", download: "page.html" });
  const [download] = await Promise.all([page.waitForEvent("download"), tile(page).click()]);
  expect(download.suggestedFilename()).toBe("page.html");
  await expect(page).toHaveURL(/\/gallery$/);
  expect(await isSameDocument(page)).toBe(true);

  await page.goto("/gallery");
  await untilAwake(page);
  const elsewhere = page.url().replace("localhost", "127.0.0.1").replace("/gallery", "/terms");
  await change(page, { href: elsewhere });
  await tile(page).click();
  await expect(page).toHaveURL(elsewhere);
});

test("a link that a handler of the page has dealt with leads nowhere else", async ({ page }) => {
  await openGallery(page);
  await tile(page).evaluate((link) =>
    link.addEventListener("click", (event) => event.preventDefault()),
  );
  await tile(page).click();
  await page.getByRole("link", { name: "Saved", exact: true }).click();
  await expect(page).toHaveURL(/view=saved/);
  await page.goBack();
  await expect(page).toHaveURL(/\/gallery$/);
  await expect(tile(page)).toBeVisible();
});

for (const way of ["hover", "focus"] as const)
  test(`${way} on a link fetches the code of its page`, async ({ page }) => {
    await openGallery(page);
    const code = page.waitForRequest(/\/assets\/picture-[^/]*\.js$/);
    await tile(page)[way]();
    await code;
    await expect(page).toHaveURL(/\/gallery$/);
  });

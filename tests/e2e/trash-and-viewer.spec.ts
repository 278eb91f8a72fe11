import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makePicture,
  openPicture,
  pressKey,
  test,
  untilAwake,
} from "./fixtures";
import { sharedServer } from "./server";

const server = sharedServer;

test("a picture is seen full screen, deleted, had back, and deleted for good @nojs", async ({
  browser,
}) => {
  const { javaScriptEnabled = true } = test.info().project.use;
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled });
  const page = await context.newPage();
  await makeAccount(page);
  for (const prompt of ["a green hill", "a blue lake"]) await makePicture(page, prompt);
  await page.goto("/gallery");
  await openPicture(page, "a blue lake");

  // Full screen, and through the list there. Back, and its own way back, lead to a picture's page.
  await page.getByRole("link", { name: "Full screen" }).click();
  await expect(page).toHaveURL(/\/image\/[\w-]+\/full\?view=recent$/);
  const picture = (name: string) => page.getByRole("main").getByRole("img", { name });
  await expect(picture("a blue lake")).toBeVisible();
  await expect(page.getByRole("link", { name: "Gallery" })).toHaveCount(0);
  if (hasScripts()) {
    await expectAccessible(page);
    await pressKey(page, "ArrowRight");
  } else await page.getByRole("link", { name: "Next" }).click();
  await expect(picture("a green hill")).toBeVisible();
  await page.getByRole("link", { name: "Actual size" }).click();
  await expect(page.getByRole("region", { name: "a green hill, actual size" })).toBeVisible();
  if (hasScripts()) {
    await expectAccessible(page);
    await pressKey(page, "Escape");
    await expect(page.getByRole("link", { name: "Actual size" })).toBeVisible();
  }
  await page.locator("summary", { hasText: "Info" }).click();
  await expect(page.getByText(/Painter · \d+ × \d+/)).toBeVisible();
  await page.getByRole("link", { name: "Close" }).click();
  await expect(page).toHaveURL(/\/image\/[\w-]+\?view=recent$/);
  await expect(page.getByRole("heading", { level: 1, name: "a green hill" })).toBeVisible();
  if (hasScripts()) {
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1, name: "a blue lake" })).toBeVisible();
  } else await page.getByRole("link", { name: "Previous" }).click();

  // Deleting leads on to the next one, and can be undone there.
  if (hasScripts()) {
    await pressKey(page, "Delete");
    const ask = page.getByRole("dialog", { name: "Delete this picture?" });
    await ask.getByRole("button", { name: "Move to trash" }).click();
  } else await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "a green hill" })).toBeVisible();
  const note = page.getByRole("status").filter({ hasText: "Moved to the trash" });
  if (hasScripts()) {
    await expect(note).toBeFocused();
    await expectAccessible(page);
  }
  await note.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "a blue lake" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Restored" })).toBeVisible();

  // From the gallery into the trash, and out of it both ways.
  await page.goto("/gallery");
  if (hasScripts()) await untilAwake(page);
  const tiles = page.getByRole("main").getByRole("listitem").getByRole("img");
  for (const [name, left] of [
    ["a green hill", 1],
    ["a blue lake", 0],
  ] as const) {
    await picture(name).hover();
    await page.getByRole("button", { name: `Move ${name} to the trash` }).click();
    await expect(tiles).toHaveCount(left);
  }
  await page.getByRole("link", { name: "Trash" }).click();
  await expect(page.getByText("Deletes in 6 days")).toHaveCount(2);
  if (hasScripts()) await expectAccessible(page);
  await page.getByRole("button", { name: "Restore a green hill" }).click();
  await expect(tiles).toHaveCount(1);
  await page.locator("summary", { hasText: "Delete a blue lake" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("heading", { name: "The trash is empty" })).toBeVisible();
  await page.goto("/gallery");
  await expect(picture("a green hill")).toBeVisible();
  await expect(tiles).toHaveCount(1);
  await context.close();
});

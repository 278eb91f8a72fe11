import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makePicture,
  openPicture,
  promptBox,
  test,
} from "./fixtures";

test("a picture gets a star, a tag and a board; the board is renamed, shared, deleted and brought back; its prompt is used again @nojs", async ({
  page,
  browser,
  baseURL,
  faults,
}) => {
  faults.allow(/400 \(Bad Request\)/);
  await makeAccount(page);
  await makePicture(page, "a lighthouse by the sea");
  await page.goto("/gallery");
  await openPicture(page, "a lighthouse by the sea");
  await page.getByRole("button", { name: "Star", exact: true }).click();
  await expect(page.getByRole("button", { name: "Starred" })).toBeVisible();
  const fold = page.getByText("Boards and tags");
  await fold.click();
  await page.getByRole("button", { name: "Add the tag “lighthouse”" }).click();
  if (!hasScripts()) await fold.click();
  await expect(page.getByRole("button", { name: "Remove the tag “lighthouse”" })).toBeVisible();
  await page.getByLabel("New board with this").fill("  ");
  await page.getByRole("button", { name: "Make", exact: true }).click();
  await expect(page.getByText("Give the board a name.")).toBeVisible();
  if (hasScripts()) await expectAccessible(page);
  await page.getByLabel("New board with this").fill("Coast");
  await page.getByRole("button", { name: "Make", exact: true }).click();
  if (!hasScripts()) await fold.click();
  await expect(page.getByText("On this board")).toBeVisible();

  await page.goto("/boards");
  await page.getByRole("link", { name: /Coast/ }).click();
  await page.getByText("Rename").click();
  await page.getByLabel("Name", { exact: true }).fill("The coast");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The coast" })).toBeVisible();

  // The board as strangers see it: its name, its picture on its own page, and nothing once the board is gone.
  await page.getByRole("link", { name: "Share" }).click();
  const share = hasScripts() ? page.getByRole("dialog", { name: "Share" }) : page.getByRole("main");
  await share.getByLabel("Show the prompts").check();
  await share.getByRole("button", { name: "Make a link" }).click();
  const address = await share.getByText(/\/s\/[\w-]{22}$/).innerText();
  if (hasScripts()) await page.keyboard.press("Escape");
  else await page.getByRole("link", { name: "Back to the board" }).click();
  const context = await browser.newContext({ baseURL });
  const stranger = await context.newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole("heading", { level: 1, name: "The coast" })).toBeVisible();
  await expect(stranger.getByText("1 picture or video")).toBeVisible();
  if (hasScripts()) await expectAccessible(stranger);
  await stranger.getByRole("link", { name: "a lighthouse by the sea" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("a lighthouse by the sea");
  await stranger.getByRole("link", { name: "Back to the board" }).click();

  await page.getByRole("button", { name: "Delete board" }).click();
  await expect(page.getByText("“The coast” deleted")).toBeVisible();
  expect((await stranger.goto(address))?.status()).toBe(404);
  await context.close();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: /The coast/ })).toBeVisible();
  if (hasScripts()) await expectAccessible(page);

  await page.goto("/prompts");
  await page.getByRole("button", { name: "Delete “a lighthouse by the sea”" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "Use", exact: true }).click();
  await expect(promptBox(page)).toHaveValue("a lighthouse by the sea");
});

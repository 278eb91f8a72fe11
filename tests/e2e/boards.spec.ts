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

test("a picture gets a star, a tag and a board; the board is renamed, deleted and brought back; its prompt is used again @nojs", async ({
  page,
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
  await page.getByRole("button", { name: "Delete board" }).click();
  await expect(page.getByText("“The coast” deleted")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: /The coast/ })).toBeVisible();
  if (hasScripts()) await expectAccessible(page);

  await page.goto("/prompts");
  await page.getByRole("button", { name: "Delete “a lighthouse by the sea”" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "Use", exact: true }).click();
  await expect(promptBox(page)).toHaveValue("a lighthouse by the sea");
});

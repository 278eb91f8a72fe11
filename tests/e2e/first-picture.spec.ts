import { readFile } from "node:fs/promises";
import {
  balance,
  expect,
  fillSignUp,
  hasScripts,
  makeButton,
  newPerson,
  openPicture,
  promptBox,
  test,
} from "./fixtures";

// With everything that moves, as most people see it.
test.use({ reducedMotion: "no-preference" });

const prompt = "a calm sea under a pink evening sky with mountains";

test("a visitor describes a picture, makes an account, and gets it for 500 credits @everywhere", async ({
  page,
}) => {
  await page.goto("/");
  await promptBox(page).fill(prompt);
  await makeButton(page).click();

  if (!hasScripts())
    await page.getByRole("main").getByRole("link", { name: "Create an account" }).click();
  await fillSignUp(page, newPerson());

  await expect(balance(page, "10,000 credits")).toBeVisible();
  await expect(promptBox(page)).toHaveValue(prompt);
  await makeButton(page).click();

  await openPicture(page, prompt);
  await expect(balance(page, "9,500 credits")).toBeVisible();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.(png|webp|jpe?g)$/);
  const file = await readFile(await download.path(), "latin1");
  expect(file).toContain("http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia");

  await page.goto("/account/credits");
  const movements = page.getByRole("row").filter({ has: page.getByRole("cell") });
  await expect(movements).toHaveCount(2);
  await expect(movements.first()).toContainText("−500");
  await expect(movements.first()).toContainText("9,500");
  await expect(movements.last()).toContainText("+10,000");

  await page.goto("/gallery");
  await openPicture(page, prompt);
});

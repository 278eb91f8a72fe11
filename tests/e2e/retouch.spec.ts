import {
  balance,
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makePicture,
  openPicture,
  test,
  untilShown,
} from "./fixtures";

test("without any key a picture is retouched by words, which are told before they are paid and stay with it @nojs", async ({
  page,
}) => {
  await makeAccount(page);
  await makePicture(page, "a red house by a lake");
  await page.goto("/gallery");
  await openPicture(page, "a red house by a lake");
  await page.getByRole("link", { name: "Edit this" }).click();
  const words = "black and white, then blur the background, and a cat";
  await page.getByRole("textbox").first().fill(words);
  if (!hasScripts()) await page.getByRole("button", { name: "Check the words" }).click();
  const done = page.getByText("Changes: black and white, the background blurred", { exact: true });
  await expect(done).toBeVisible();
  await expect(page.getByText("Retouch doesn't know: cat", { exact: true })).toBeVisible();
  if (hasScripts()) await expectAccessible(page);

  await page.getByRole("button", { name: "Edit this picture · 1,000 credits" }).click();
  await untilShown(page.getByRole("main").getByRole("img", { name: words }).first());
  await page.goto("/gallery");
  await openPicture(page, words);
  await expect(done).toBeVisible();
  await expect(page.getByText("Retouch is built in and works by fixed rules")).toBeVisible();
  await expect(balance(page, "8,500 credits")).toBeVisible();
});

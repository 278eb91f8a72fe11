import sharp from "sharp";
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

test("room is added around a picture by four numbers, and the new frame is seen before it is paid @nojs", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 400/);
  const create = { width: 40, height: 30, channels: 3, background: "#369" } as const;
  const buffer = await sharp({ create }).png().toBuffer();
  await makeAccount(page);
  await page.goto("/edit?model=reframe");
  await page
    .getByLabel("Choose a file")
    .setInputFiles({ name: "sea.png", mimeType: "image/png", buffer });
  if (!hasScripts()) await page.getByRole("button", { name: "Use this file" }).click();
  await expect(page.getByRole("radio", { name: "Your file" })).toBeChecked();
  await page.getByLabel("Left", { exact: true }).fill("900");
  await page.getByLabel("Top", { exact: true }).fill("50");
  const button = page.getByRole("button", { name: "Edit this picture · 1,000 credits" });
  await button.click();
  await expect(page.getByText("Add up to 200 percent on a side.").first()).toBeVisible();
  await expect(page.getByLabel("Top", { exact: true })).toHaveValue("50");
  await page.getByLabel("Left", { exact: true }).fill("10");
  if (hasScripts()) {
    await expect(page.getByRole("img", { name: "Your picture in its new frame" })).toBeVisible();
    await expect(page.getByText("44 × 45 pixels")).toBeVisible();
    await expectAccessible(page);
  }
  await button.click();
  const name = "Reframe: 10% more on the left, 50% more above";
  await untilShown(page.getByRole("main").getByRole("img", { name }).first());
  await page.goto("/gallery");
  await openPicture(page, name);
  await expect(page.getByText("44 × 45")).toBeVisible();
  await expect(balance(page, "9,000 credits")).toBeVisible();
});

test("a picture of one's own is enlarged without any key and without a prompt @nojs", async ({
  page,
}) => {
  const create = { width: 40, height: 30, channels: 3, background: "#c63" } as const;
  const buffer = await sharp({ create }).png().toBuffer();
  await makeAccount(page);
  await page.goto("/edit?model=upscale");
  await page
    .getByLabel("Choose a file")
    .setInputFiles({ name: "small.png", mimeType: "image/png", buffer });
  if (!hasScripts()) await page.getByRole("button", { name: "Use this file" }).click();
  await expect(page.getByRole("radio", { name: "Your file" })).toBeChecked();
  await expect(page.getByText("Upscale needs no prompt.")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  if (hasScripts()) await expectAccessible(page);
  await page.getByRole("radio", { name: "4×" }).check();
  await page.getByRole("button", { name: "Upscale · 1,000 credits" }).click();
  await untilShown(page.getByRole("main").getByRole("img", { name: "Upscale 4×" }).first());
  await page.goto("/gallery");
  await openPicture(page, "Upscale 4×");
  await expect(page.getByText("160 × 120")).toBeVisible();
  await expect(page.getByRole("link", { name: "Do it again" })).toBeVisible();
  await expect(balance(page, "9,000 credits")).toBeVisible();
});

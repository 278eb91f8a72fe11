import { buffer } from "node:stream/consumers";
import { openZip } from "../integration/media/open-zip";
import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makePicture,
  test,
  untilAwake,
} from "./fixtures";
import { sharedServer } from "./server";

const prompts = ["a green hill", "a blue lake", "a red barn"] as const;

test("pictures are chosen, starred, downloaded, compared and thrown away together @nojs", async ({
  browser,
}) => {
  const { javaScriptEnabled = true } = test.info().project.use;
  const { origin: baseURL } = sharedServer;
  const context = await browser.newContext({ baseURL, javaScriptEnabled });
  const page = await context.newPage();
  await makeAccount(page);
  for (const prompt of prompts) await makePicture(page, prompt);
  const box = (prompt: string) => page.getByRole("checkbox", { name: `Select ${prompt}` });
  const press = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
  const picture = (prompt: string) => page.getByRole("main").getByRole("img", { name: prompt });

  await page.goto("/gallery");
  await expect(page.getByRole("button", { name: "Download as zip" })).toBeHidden();
  await box("a green hill").check();
  await box("a blue lake").check();
  if (hasScripts()) await expectAccessible(page);
  const [download] = await Promise.all([page.waitForEvent("download"), press("Download as zip")]);
  const names = (await openZip(await buffer(await download.createReadStream()))).map(
    ({ name }) => name,
  );
  expect(names).toEqual([
    expect.stringMatching(/^0001-a-blue-lake-/),
    expect.stringMatching(/^0002-a-green-hill-/),
    "prompts.json",
  ]);
  await press("Star");
  await expect(page.getByText("Starred 2 files")).toBeVisible();
  await press("Undo");
  await expect(page.getByText("Removed 2 stars")).toBeVisible();

  await box("a red barn").check();
  await box("a blue lake").check();
  await press("Move to trash");
  await expect(page.getByText("Moved 2 files to the trash")).toBeVisible();
  await expect(picture("a red barn")).toBeHidden();
  await press("Undo");
  await expect(picture("a red barn")).toBeVisible();

  await box("a red barn").check();
  await box("a green hill").check();
  await press("Compare");
  await expect(page.getByRole("heading", { name: "Compare" })).toBeVisible();
  await expect(page.locator("mark").filter({ hasText: "barn" })).toBeVisible();
  if (hasScripts()) {
    await page.getByRole("link", { name: "Slider" }).click();
    const slider = page.getByRole("slider", { name: "How much of A covers B" });
    await slider.press("End");
    await expect(slider).toHaveAttribute("aria-valuetext", "100% of A");
    const frame = await page.locator("[data-slot=split-slider]").boundingBox();
    if (!frame) throw new Error("The slider is not there");
    await page.mouse.click(frame.x + frame.width / 4, frame.y + frame.height / 2);
    await expect(slider).toHaveAttribute("aria-valuetext", "25% of A");
    await expectAccessible(page);
  } else await expect(page.getByRole("link", { name: "Slider" })).toBeHidden();
  await context.close();
});

test("shift chooses a stretch, a press on a picture one more, and Escape lets go", async ({
  browser,
}) => {
  const { origin: baseURL } = sharedServer;
  const page = await browser.newPage({ baseURL });
  await makeAccount(page);
  for (const prompt of prompts) await makePicture(page, prompt);
  await page.goto("/gallery");
  await untilAwake(page);
  const pictureOf = (prompt: string) =>
    page.getByRole("link").filter({ has: page.getByRole("img", { name: prompt }) });
  await page.getByRole("checkbox", { name: "Select a red barn" }).check();
  await pictureOf("a green hill").click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 selected")).toBeVisible();
  await pictureOf("a blue lake").click();
  await expect(page.getByText("2 selected")).toBeVisible();
  await pictureOf("a blue lake").click({ modifiers: ["ControlOrMeta"] });
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Download as zip" })).toBeHidden();
  await page.getByRole("checkbox", { name: "Select a blue lake" }).check();
  await page.getByRole("button", { name: "Select all 3 here" }).click();
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.close();
});

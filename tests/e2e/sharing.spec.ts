import type { Page } from "@playwright/test";
import {
  expect,
  expectAccessible,
  hasScripts,
  makeAccount,
  makePicture,
  openPicture,
  test,
} from "./fixtures";

/** Axe needs scripts; both pages are the same. */
async function inspect(page: Page): Promise<void> {
  if (hasScripts()) await expectAccessible(page);
}

const prompt = "a small lighthouse on a calm coast";

test("a picture is shared by a link, seen by a stranger, reported, and turned off again @nojs", async ({
  page,
  browser,
  baseURL,
  faults,
}) => {
  faults.allow(/status of 404/);
  await makeAccount(page);
  await makePicture(page, prompt);
  await page.goto("/gallery");
  await openPicture(page, prompt);
  await page.getByRole("link", { name: "Share" }).click();
  const share = hasScripts() ? page.getByRole("dialog", { name: "Share" }) : page.getByRole("main");
  await expect(share.getByText("The link ends with the picture")).toBeVisible();
  await share.getByRole("button", { name: "Make a link" }).click();
  await expect(share.getByRole("heading", { name: "Your link is ready" })).toBeVisible();
  await share.getByText("QR code").first().click();
  await expect(share.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  await inspect(page);
  const address = await share.getByText(/\/s\/[\w-]{22}$/).innerText();

  const context = await browser.newContext({ baseURL });
  const stranger = await context.newPage();
  await stranger.goto(address);
  await expect(
    stranger.getByRole("heading", { level: 1, name: "A picture made with" }),
  ).toBeVisible();
  await expect(stranger.getByText(prompt)).toBeHidden();
  await inspect(stranger);
  await stranger.getByRole("link", { name: "Report this" }).click();
  await stranger.getByLabel("Something else").check();
  await stranger.getByLabel("Anything that helps us").fill("It's lovely.");
  await inspect(stranger);
  await stranger.getByRole("button", { name: "Send report" }).click();
  await expect(stranger.getByRole("heading", { name: "We have your report" })).toBeVisible();

  await share.getByLabel("Show the prompt").check();
  await share.getByRole("button", { name: "Save changes" }).click();
  await expect(share.getByRole("button", { name: "Save changes" })).toBeEnabled();
  await expect
    .poll(async () => {
      await stranger.goto(address);
      return await stranger.getByRole("heading", { level: 1 }).innerText();
    })
    .toBe(prompt);

  await page.goto("/account");
  await page.getByRole("link", { name: "Shared links" }).click();
  await inspect(page);
  await page.getByRole("button", { name: "Turn off the link" }).click();
  await expect(page.getByText("You haven't shared anything")).toBeVisible();
  // The button that was pressed is gone, and took the focus along.
  if (hasScripts())
    await expect(page.getByRole("heading", { level: 1, name: "Shared links" })).toBeFocused();
  expect((await stranger.goto(address))?.status()).toBe(404);
  await expect(stranger.getByRole("heading", { name: "This link doesn't work" })).toBeVisible();
  await inspect(stranger);
  await context.close();
});

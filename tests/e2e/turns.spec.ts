import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, makeAccount, makeButton, promptBox, test } from "./fixtures";
import { removeDataDir, startServer } from "./server";

/** Another visitor of this server. */
async function enter(browser: Browser, baseURL: string): Promise<BrowserContext> {
  const { javaScriptEnabled } = test.info().project.use;
  return await browser.newContext({
    baseURL,
    ...(javaScriptEnabled === undefined ? {} : { javaScriptEnabled }),
  });
}

/** Goes to a page from one that refreshes itself: should it do so at that moment, the browser gives this up. */
async function open(page: Page, path: string): Promise<void> {
  await expect(async () => void (await page.goto(path))).toPass();
}

async function ask(page: Page, prompt: string): Promise<void> {
  await open(page, "/");
  await promptBox(page).fill(prompt);
  await makeButton(page).click();
  await expect(
    page
      .getByRole("link", { name: prompt })
      .or(page.getByRole("heading", { name: prompt }))
      .first(),
  ).toBeVisible();
}

test("the place in line is the real one, on a page that stays open and after a restart @nojs", async ({
  browser,
}) => {
  const env = { WORKER: "off" };
  const first = await startServer({ env });
  const [ann, ben] = [await enter(browser, first.origin), await enter(browser, first.origin)];
  let running = first;
  try {
    const [hers, his] = [await ann.newPage(), await ben.newPage()];
    await makeAccount(hers);
    await makeAccount(his);
    await ask(hers, "a red balloon");
    await ask(hers, "a white balloon");
    await ask(his, "a small boat");
    await open(hers, "/");
    await expect(hers.getByRole("main").getByText("Next in line")).toBeVisible();
    await expect(hers.getByRole("main").getByText("3rd in line")).toBeVisible();
    await expect(his.getByRole("main").getByText("2nd in line")).toBeVisible();

    await first.stop();
    running = await startServer({
      env,
      dataDir: first.dataDir,
      port: Number(new URL(first.origin).port),
    });
    await open(his, "/gallery");
    await expect(his.getByRole("main").getByText("2nd in line")).toBeVisible();
    await open(hers, "/");
    await expect(hers.getByRole("main").getByText("3rd in line")).toBeVisible();

    // Hers leave the line one after the other: the place moves on a page that nobody touches.
    for (const prompt of ["a white balloon", "a red balloon"]) {
      await open(hers, "/");
      await hers.getByRole("link", { name: prompt }).click();
      await expect(hers.getByRole("heading", { name: "Receipt" })).toBeVisible();
      await hers.getByRole("button", { name: "Cancel" }).click();
      await expect(hers.getByText("You canceled this")).toBeVisible();
    }
    await expect(his.getByRole("main").getByText("Next in line")).toBeVisible();
  } finally {
    await ann.close();
    await ben.close();
    await running.stop();
    await removeDataDir(first.dataDir);
  }
});

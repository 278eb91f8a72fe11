import {
  balance,
  expect,
  makeAccount,
  makePicture,
  openPicture,
  promptBox,
  test,
} from "./fixtures";
import { removeDataDir, startServer } from "./server";

test("everything is still there after the server was stopped and started again @nojs", async ({
  browser,
}) => {
  const first = await startServer();
  const { javaScriptEnabled } = test.info().project.use;
  const context = await browser.newContext({
    baseURL: first.origin,
    ...(javaScriptEnabled === undefined ? {} : { javaScriptEnabled }),
  });
  const page = await context.newPage();
  try {
    await makeAccount(page);
    await makePicture(page, "a quiet harbour in the morning");
    await first.stop();
    const port = Number(new URL(first.origin).port);
    const second = await startServer({ dataDir: first.dataDir, port });
    try {
      await page.goto("/gallery");
      await expect(balance(page, "9,500 credits")).toBeVisible();
      await openPicture(page, "a quiet harbour in the morning");
      const picture = page.getByRole("main").getByRole("img", { name: "a quiet harbour" });
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
        .toBeGreaterThan(500);
      await page.goto("/");
      await expect(promptBox(page)).toBeVisible();
    } finally {
      await second.stop();
    }
  } finally {
    await context.close();
    await first.stop();
    await removeDataDir(first.dataDir);
  }
});

import type { Sql } from "postgres";
import { openDatabase } from "./database";
import { expect, makeAccount, makePicture, openPicture, test } from "./fixtures";
import { removeDataDir, startServer, type TestServer } from "./server";

let server: TestServer;
let sql: Sql;

test.beforeAll(async () => {
  // A key brings models for edits and videos. Nothing is ever asked of them here: the painter stays the default.
  const env = {
    FAL_KEY: "0123456789abcdef:0123456789abcdef",
    SIGNUP_CREDITS: "10000",
    DEFAULT_MODEL: "painter",
  };
  server = await startServer({ env });
  sql = await openDatabase(server);
});

test.afterAll(async () => {
  await sql.end();
  await server.stop();
  await removeDataDir(server.dataDir);
});

test("what the admins switched off is not offered on a picture's page, and the page about models says their prices", async ({
  browser,
}) => {
  const page = await browser.newPage({ baseURL: server.origin });
  await makeAccount(page);
  await makePicture(page, "a small cabin");
  await page.goto("/gallery");
  await openPicture(page, "a small cabin");
  const ways = page.getByRole("link", { name: /^(Edit this|Make a video from this)$/ });
  await expect(ways).toHaveText(["Edit this", "Make a video from this"]);
  const settings = { painter: { enabled: false, priceCredits: 750, message: "Back on Monday." } };
  await sql`update app_settings set disabled_kinds = '{edit}', models = ${sql.json(settings)}`;
  await page.reload();
  await expect(ways).toHaveText(["Make a video from this"]);

  // Visitors' pages know a switch within a few seconds.
  await expect(async () => {
    await page.goto("/about-models");
    await expect(page.getByText("Back on Monday.")).toBeVisible({ timeout: 1 });
  }).toPass();
  const painter = page.getByRole("listitem").filter({ hasText: "Back on Monday." });
  await expect(painter.getByRole("heading", { level: 4 })).toHaveText(/Off$/);
  await expect(painter.getByText("750 credits")).toBeVisible();
  await page.close();
});

/** `pnpm screenshots`: makes docs/screenshots from the built app, light and dark, desktop and phone. */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { chromium, type Browser, type Page } from "@playwright/test";
import { findChromium } from "./e2e/find-chromium.ts";
import { plantBusyMonth } from "./busy-month.ts";
import { openDatabase } from "./e2e/database.ts";
import { adminPassword, removeDataDir, startServer, type TestServer } from "./e2e/server.ts";

process.chdir(dirname(import.meta.dirname));
const folder = "docs/screenshots";
const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };
const prompts = [
  "snowy mountains under a full moon with pine trees",
  "a calm sea at sunset with pink clouds",
  "green hills on a misty morning",
];

async function tellStory(page: Page): Promise<void> {
  await page.goto("/signup");
  const form = page.locator('form[action^="/signup"]');
  await form.getByLabel("Name").fill("Ada");
  await form.getByLabel("Email").fill("ada@example.org");
  await form.getByLabel("Password").fill("a-lantern-in-the-fog");
  await form.getByRole("button", { name: "Create account" }).click();
  for (const [index, prompt] of prompts.entries()) {
    const count = index === 0 ? 4 : 2;
    await page.getByLabel("Describe what you want to see").fill(prompt);
    await page.getByRole("radio", { name: index === 1 ? "Wide, 16:9" : "Landscape, 4:3" }).check();
    await page.getByRole("radio", { name: String(count), exact: true }).check();
    await page.getByRole("button", { name: `Make ${count} pictures` }).click();
    await page
      .getByRole("img", { name: prompt })
      .nth(count - 1)
      .waitFor({ timeout: 60_000 });
  }
}

async function shoot(page: Page, name: string, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => window.scrollTo(0, 0));
  const path = join(folder, `${name}.jpg`);
  await page.screenshot({ path, type: "jpeg", quality: 88, animations: "disabled" });
}

async function makeAll(browser: Browser, origin: string): Promise<void> {
  const page = await browser.newPage({ baseURL: origin, viewport: desktop });
  await tellStory(page);
  const latest = page
    .getByRole("link")
    .filter({ has: page.getByRole("img", { name: prompts[0]! }) });
  const picture = (await latest.first().getAttribute("href")) ?? "/";
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(desktop);
    await shoot(page, `studio-${colorScheme}`, "/");
    await shoot(page, `picture-${colorScheme}`, picture);
    await page.setViewportSize(phone);
    await shoot(page, `phone-${colorScheme}`, "/");
  }
}

/** After everything else, for what is counted is not what the other pictures show. */
async function makeDashboard(browser: Browser, { origin, dataDir }: TestServer): Promise<void> {
  const sql = await openDatabase({ dataDir });
  await plantBusyMonth(sql);
  await sql.end();
  const page = await browser.newPage({ baseURL: origin, viewport: desktop });
  await page.goto("/admin-control");
  await page.getByLabel("Your name").fill("Grace");
  await page.getByLabel("Admin password", { exact: true }).fill(adminPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await shoot(page, `dashboard-${colorScheme}`, "/admin");
  }
}

await mkdir(folder, { recursive: true });
const server = await startServer();
try {
  const { executablePath, env } = findChromium();
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const browser = await chromium.launch({
    executablePath,
    env: { ...Object.fromEntries(inherited), ...env },
    args: ["--no-sandbox", "--disable-gpu"],
  });
  await makeAll(browser, server.origin);
  await makeDashboard(browser, server);
  await browser.close();
} finally {
  await server.stop();
  await removeDataDir(server.dataDir);
}

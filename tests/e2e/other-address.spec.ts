import type { Browser, Page } from "@playwright/test";
import { expect, hasScripts, newPerson, signIn, test } from "./fixtures";
import { removeDataDir, startServer, type TestServer } from "./server";

let server: TestServer;

/** One server for all of them. */
test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  server = await startServer({ env: { TRUST_PROXY: "none" } });
});

test.afterAll(async () => {
  await server.stop();
  await removeDataDir(server.dataDir);
});

/** The machine by the name that its home network has for it, over plain http. */
async function openAtHome(browser: Browser, origin: string): Promise<Page> {
  const { javaScriptEnabled = true } = test.info().project.use;
  const { port } = new URL(origin);
  return await browser.newPage({ baseURL: `http://nas.test:${port}`, javaScriptEnabled });
}

test("a page that is opened by another name leads to the address that works @nojs", async ({
  browser,
}) => {
  const page = await openAtHome(browser, server.origin);
  const response = await page.goto("/login?next=%2Fedit%3Fseed%3D7");
  expect(response?.status()).toBe(421);
  await expect(page.getByRole("main")).toContainText(`Please use Easel at ${server.origin}.`);
  await page.getByRole("link", { name: "Open Easel there" }).click();
  await expect(page).toHaveURL(`${server.origin}/login?next=%2Fedit%3Fseed%3D7`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.close();
});

test("a form of a page that came by another name through a proxy says which address works @nojs", async ({
  browser,
  baseURL,
}) => {
  const address = baseURL ?? "";
  const page = await openAtHome(browser, address);
  await page.goto("/login");
  const person = newPerson();
  await signIn(page, person);
  const words = `Please use Easel at ${address}.`;
  if (hasScripts()) {
    await expect(page.getByRole("alert")).toContainText(words);
    await expect(page.getByLabel("Email")).toHaveValue(person.email);
  } else {
    await expect(page.getByRole("main")).toContainText(words);
    const link = page.getByRole("link", { name: "Open Easel there" });
    await expect(link).toHaveAttribute("href", `${address}/`);
  }
  await page.close();
});

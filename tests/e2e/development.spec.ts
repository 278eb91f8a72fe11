import { balance, expect, makeButton, newPerson, promptBox, test } from "./fixtures";
import { removeDataDir, startServer, type TestServer } from "./server";

let server: TestServer;

test.beforeAll(async () => {
  const env = { EMAIL_CONFIRMATION: "on" };
  server = await startServer({ program: "scripts/dev.ts", env });
});

test.afterAll(async () => {
  expect(await server.stop()).toBe(0);
  await removeDataDir(server.dataDir);
});

/** One server for all of them. */
test.describe.configure({ mode: "default" });

test("`pnpm dev` serves the pages from their sources, and keeps its files to itself", async () => {
  const { origin, dataDir } = server;
  expect(server.output()).toContain(`Easel is ready: ${origin}\n`);
  const page = await fetch(origin, { headers: { accept: "text/html" } });
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  // Answered by a page that asks the container: server and pages share one copy of it.
  expect(await page.text()).toContain("<h1");
  const source = await fetch(`${origin}/app/root.tsx`);
  expect([source.status, source.headers.get("x-content-type-options")]).toEqual([200, "nosniff"]);
  for (const path of [
    `/@fs${dataDir}/secrets.json`,
    "/package.json",
    "/.env",
    "/.git/config",
    "/scripts/dev.ts",
  ])
    expect((await fetch(origin + path)).ok, path).toBe(false);
  const foreign = { method: "POST", headers: { origin: "http://evil.test" }, body: "" };
  expect((await fetch(`${origin}/login`, foreign)).status).toBe(403);
});

test("the pages of `pnpm dev` wake up without a complaint from React, the mailbox and its mails too", async ({
  browser,
}) => {
  const page = await browser.newPage({ baseURL: server.origin, timezoneId: "Asia/Kolkata" });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const open = async (path: string) => {
    await page.goto(path);
    // React marks what it has taken over.
    const isAwake = () =>
      page
        .locator("main")
        .evaluate((main) => Object.keys(main).some((key) => key.startsWith("__reactProps")));
    await expect.poll(isAwake).toBe(true);
  };
  await open("/dev/mail");
  await expect(page.getByText("No mail yet.")).toBeVisible();
  const { email } = newPerson();
  await open("/signup");
  const form = page.locator('form[action^="/signup"]');
  await form.getByLabel("Email").fill(email);
  await form.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await open("/dev/mail");
  await page.getByRole("link", { name: email }).click();
  await expect(page).toHaveURL(/\?id=/);
  await open(page.url());
  await expect(page.getByRole("link", { name: /auth\/confirm/ })).toBeVisible();
  expect(complaints).toEqual([]);
  // The page stays open: the server does not wait for its reload channel when it stops.
});

test("`pnpm dev` takes forms by a name of the home network, and no such name gets into a mail", async ({
  browser,
  request,
}) => {
  const { port } = new URL(server.origin);
  const page = await browser.newPage({ baseURL: `http://ada-laptop.local:${port}` });
  const { email } = newPerson();
  await page.goto("/signup");
  const form = page.locator('form[action^="/signup"]');
  await form.getByLabel("Email").fill(email);
  await form.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  expect(new URL(page.url()).hostname).toBe("ada-laptop.local");
  await page.close();
  const mail = await browser.newPage({ baseURL: server.origin });
  await mail.goto("/dev/mail");
  await mail.getByRole("link", { name: email }).click();
  await expect(mail.getByRole("link", { name: /auth\/confirm/ })).toHaveAttribute(
    "href",
    new RegExp(`^${server.origin}/auth/confirm`),
  );
  await mail.close();
  const headers = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` };
  const foreign = await request.post(`${server.origin}/login`, { headers, form: {} });
  expect(foreign.status()).toBe(403);
});

test("without a client of Google's, `pnpm dev` has made-up people in its place, on this machine alone @nojs", async ({
  browser,
  page,
  faults,
}) => {
  faults.allow(/400 \(Bad Request\).*\/auth\/callback/);
  // Vite's font, which the pages of this build ask for by another name.
  faults.allow(/preloaded using link preload/);
  const prompt = "a lighthouse in the fog";
  await page.goto(server.origin);
  await promptBox(page).fill(prompt);
  await makeButton(page).click();
  // In the dialog where there are scripts, else on its page.
  await page.getByRole("link", { name: "Continue with Google" }).click();
  await expect(page.getByRole("heading", { name: "Not Google" })).toBeVisible();
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByText("You weren't signed in")).toBeVisible();
  await page.getByRole("link", { name: "Try again with Google" }).click();
  await page.getByRole("link", { name: "Ada Example" }).click();
  await expect(balance(page, "10,000 credits")).toBeVisible();
  await expect(promptBox(page)).toHaveValue(prompt);
  const { port } = new URL(server.origin);
  const elsewhere = await browser.newPage({ baseURL: `http://ada-laptop.local:${port}` });
  await elsewhere.goto("/login");
  await expect(elsewhere.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(elsewhere.getByText("Continue with Google")).toHaveCount(0);
  expect((await elsewhere.goto("/dev/google?state=x"))?.status()).toBe(404);
  await elsewhere.close();
});

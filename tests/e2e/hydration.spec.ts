import { randomUUID } from "node:crypto";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, makeAccount, makePicture, test, untilAwake } from "./fixtures";

// A page that React finds other than it would make it is an exception, and every fault fails its test (see
// fixtures.ts).

const visitorPages = [
  "/",
  "/?choose=model",
  "/edit",
  "/video",
  "/login",
  "/signup",
  "/forgot-password",
  "/auth/confirm?token_hash=abc&type=recovery",
  // Leads to /login.
  "/gallery",
  "/no/such/page",
  "/theme",
];
const ownPages = [
  "/",
  "/edit",
  "/video",
  "/gallery",
  "/account",
  "/account/credits",
  "/account/security",
  "/account/data",
  "/reset-password",
  `/image/${randomUUID()}`,
  `/generations/${randomUUID()}`,
  "/logout",
];
/** With signs that end tags and attributes, all of its words known to the painter. */
const words = 'a calm sea & "three boats" </calm>';

/** The studio's own pages of a picture. */
async function pagesOfPicture(page: Page): Promise<string[]> {
  await makePicture(page, words);
  await page.goto("/");
  const main = page.getByRole("main");
  const links = [
    main.getByRole("heading", { level: 3 }).getByRole("link"),
    main
      .getByRole("link")
      .filter({ has: page.getByRole("img") })
      .first(),
  ];
  const paths = await Promise.all(links.map((link) => link.getAttribute("href")));
  return paths.map((path) => path ?? "");
}

async function wakesUp(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilAwake(page);
}

/** Keeps the page's scripts back until it is called. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/assets/*.js", async (route) => {
    await promise;
    await route.continue();
  });
  return async () => {
    resolve();
    await page.unrouteAll({ behavior: "wait" });
  };
}

/** A way to the server on which the scripts of a page overtake its end: that is kept back until it is called for. */
async function startSlowEnd(origin: string): Promise<Server & { sendEnd(): void }> {
  let sendEnd = () => {};
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const sent = { ...headers, "accept-encoding": "identity" };
    const asked = request(origin + url, { method, headers: sent }, (answer) => {
      const { "content-length": _, ...own } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, own);
      if (!own["content-type"]?.startsWith("text/html")) return void answer.pipe(outgoing);
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const html = Buffer.concat(chunks).toString();
        const at = html.search(/<script[^>]*>window\.__reactRouterContext\.streamController/);
        if (at < 0) return void outgoing.end(html);
        outgoing.write(html.slice(0, at));
        sendEnd = () => outgoing.end(html.slice(at));
      });
    });
    incoming.pipe(asked);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return Object.assign(server, { sendEnd: () => sendEnd() });
}

test.beforeEach(({ faults }) => faults.allow(/status of (404|405)/));

test("every page of a visitor wakes up as it was sent", async ({ page }) => {
  for (const path of visitorPages) await wakesUp(page, path);
});

test("every page of a person wakes up as it was sent", async ({ page }) => {
  await makeAccount(page);
  for (const path of [...ownPages, ...(await pagesOfPicture(page)), ...ownPages.slice(0, 4)])
    await wakesUp(page, path);
});

test("a page whose scripts come late wakes up as it was sent, also with what was refused before", async ({
  page,
  faults,
}) => {
  faults.allow(/status of 40[01]/);
  await makeAccount(page);
  const own = [...ownPages, ...(await pagesOfPicture(page))];
  for (const path of own) {
    const release = await holdScripts(page);
    await page.goto(path, { waitUntil: "commit" });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("html[data-awake]")).toHaveCount(0);
    await release();
    await untilAwake(page);
  }
  const release = await holdScripts(page);
  await page.context().clearCookies();
  await page.goto("/login", { waitUntil: "commit" });
  const form = page.locator('form[action^="/login"]');
  await form.getByLabel("Email").fill("nobody@example.org");
  await form.getByLabel("Password").fill("not the password");
  await form.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await release();
  await untilAwake(page);
});

test("a page whose scripts are there before its end wakes up as it was sent", async ({
  page,
  baseURL,
}) => {
  await makeAccount(page);
  const own = [...ownPages, ...(await pagesOfPicture(page))];
  const proxy = await startSlowEnd(baseURL ?? "");
  try {
    const { port } = proxy.address() as AddressInfo;
    for (const path of own) {
      await page.goto(`http://localhost:${port}${path}`, { waitUntil: "commit" });
      await page.waitForFunction(() => "__reactRouterRouteModules" in window);
      await expect(page.locator("html[data-awake]")).toHaveCount(0);
      proxy.sendEnd();
      await untilAwake(page);
    }
  } finally {
    proxy.close();
    proxy.closeAllConnections();
  }
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { startFixture, type Fixture } from "./fixture-server";

let server: Fixture;
beforeAll(async () => {
  server = await startFixture();
});
afterAll(() => server.stop());

const html = { accept: "text/html" };
const kinds: readonly [string, string, RequestInit, number][] = [
  ["a page", "/", { headers: html }, 200],
  ["a data request", "/_.data", {}, 200],
  ["an asset", "/assets/app-1.js", {}, 200],
  ["a public file", "/favicon.svg", {}, 200],
  ["a missing asset", "/assets/none-1.js", { headers: html }, 404],
  ["a page that does not exist", "/nowhere", { headers: html }, 404],
  ["a page that belongs to nobody", "/mine", { headers: html }, 404],
  ["a method that no page has", "/", { method: "PUT" }, 405],
  ["a page that breaks", "/broken", { headers: html }, 500],
  ["a resource that breaks", "/broken-resource", {}, 500],
  ["a foreign form", "/", { method: "POST", headers: { origin: "http://evil.test" } }, 403],
  ["a broken address", "/%ff", {}, 400],
  ["health", "/healthz", {}, 200],
];

test.each(kinds)("%s carries every security header", async (_kind, path, init, status) => {
  const response = await fetch(`${server.url}${path}`, init);
  await response.text();
  expect(response.status).toBe(status);
  const { headers } = response;
  expect(headers.get("content-security-policy")).toMatch(
    /default-src 'none'.*frame-ancestors 'none'/,
  );
  expect(headers.get("content-security-policy")).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("permissions-policy")).toContain("camera=()");
  expect(headers.get("x-request-id")).toMatch(/^[\w-]{12}$/);
  expect(headers.get("strict-transport-security")).toBeNull();
  expect(headers.get("x-powered-by")).toBeNull();
});

test("every page has a nonce of its own, and each of its scripts carries it", async () => {
  const [first, second] = await Promise.all([page("/"), page("/")]);
  expect(first.nonce).not.toBe(second.nonce);
  expect(Buffer.from(first.nonce, "base64")).toHaveLength(16);
  const scripts = first.body.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toContain(`nonce="${first.nonce}"`);
});

test("a page where no route matches has a nonce that fits its policy too", async () => {
  const { nonce, body } = await page("/nowhere");
  expect(body).toContain(`nonce="${nonce}"`);
});

test("pages are not kept by caches, hashed assets are kept for ever", async () => {
  const [home, asset, file] = await Promise.all(
    ["/", "/assets/app-1.js", "/favicon.svg"].map((path) => fetch(server.url + path)),
  );
  expect(home?.headers.get("cache-control")).toBe("no-store");
  expect(asset?.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(file?.headers.get("cache-control")).toBe("public, max-age=300");
});

test("a route's own policy stays", async () => {
  const response = await fetch(`${server.url}/own-policy`);
  expect(response.headers.get("content-security-policy")).toBe("sandbox");
});

test("an https address adds HSTS, and pages are told that address", async () => {
  const secure = await startFixture({ PUBLIC_ORIGIN: "https://easel.test" });
  const response = await fetch(`http://127.0.0.1:${secure.port}/`);
  const body = await response.text();
  await secure.stop();
  expect(response.headers.get("strict-transport-security")).toMatch(
    /^max-age=63072000; includeSub/,
  );
  expect(body).toContain("https://easel.test/");
});

test("a request id from outside is not taken over", async () => {
  const response = await fetch(server.url, { headers: { "x-request-id": "mine" } });
  expect(response.headers.get("x-request-id")).not.toBe("mine");
});

async function page(path: string): Promise<{ nonce: string; body: string }> {
  const response = await fetch(server.url + path, { headers: html });
  const policy = response.headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
  return { nonce, body: await response.text() };
}

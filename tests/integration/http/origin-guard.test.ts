import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { seen } from "./fixture-pages";
import { sendRaw, startFixture, type Fixture } from "./fixture-server";

let server: Fixture;
beforeAll(async () => {
  server = await startFixture();
});
afterAll(() => server.stop());
beforeEach(() => {
  seen.posts = 0;
});

const own = "{own}";
const refused: Record<string, Record<string, string>> = {
  "neither Origin nor Sec-Fetch-Site": {},
  "a foreign Origin": { origin: "https://evil.test" },
  "an Origin of null": { origin: "null" },
  "an Origin on another port": { origin: "http://localhost:1" },
  "an Origin on another scheme": { origin: "https://localhost" },
  "an Origin that only begins like ours": { origin: `${own}.evil.test` },
  "a sibling site": { origin: own, "sec-fetch-site": "same-site" },
  "our Origin, but sent across sites": { origin: own, "sec-fetch-site": "cross-site" },
  "no site at all": { origin: own, "sec-fetch-site": "none" },
  "a forged forwarded host": { origin: "https://evil.test", "x-forwarded-host": "evil.test" },
};
const paths = ["/?index", "/_.data?index", "/resource", "/nowhere"];

test.each(
  paths.flatMap((path) =>
    Object.entries(refused).map(([what, headers]) => ({ path, what, headers })),
  ),
)("POST $path with $what is refused and changes nothing", async ({ path, headers }) => {
  const { status, vary } = await post(path, headers);
  expect(status).toBe(403);
  expect(vary).toContain("Sec-Fetch-Site, Origin");
  expect(seen.posts).toBe(0);
});

const accepted: Record<string, Record<string, string>> = {
  "from our own page": { origin: own, "sec-fetch-site": "same-origin" },
  "from our own page that hides its Origin": { origin: "null", "sec-fetch-site": "same-origin" },
  "from an older browser": { origin: own },
};

test.each(
  paths
    .slice(0, 3)
    .flatMap((path) =>
      Object.entries(accepted).map(([what, headers]) => ({ path, what, headers })),
    ),
)("POST $path $what is done", async ({ path, headers }) => {
  expect((await post(path, headers)).status).toBeLessThan(300);
  expect(seen.posts).toBe(1);
});

const foreign = { origin: "https://evil.test" };

test("the clean-up alone is exempt, under exactly its own address", async () => {
  expect((await post("/cron/cleanup", foreign)).status).toBe(200);
  expect((await post("/cron/cleanup?dry_run=1", {})).status).toBe(200);
  expect(seen.posts).toBe(2);
  for (const path of ["/cron/cleanup/", "/cron/cleanup.data", "/CRON/cleanup", "/cron/other"])
    expect((await post(path, foreign)).status).toBe(403);
  expect(seen.posts).toBe(2);
});

test.each([
  "/cron/../resource",
  "/cron/cleanup/../../resource",
  "/cron/%2e%2e/resource",
  "/cron/.%2E/resource",
  "/cron/..%2fresource",
  "/cron/..%5cresource",
  "/cron\\..\\resource",
  "/cron/cleanup%2f..%2f..%2fresource",
  "/cron/cleanup#/../resource",
  "/./resource",
  "/resource/%2e",
  "/resource/..",
  "http://evil.test/cron/cleanup",
])("a form to %s is refused as no address", async (path) => {
  expect((await post(path, foreign)).status).toBe(400);
  expect((await post(path, { origin: own })).status).toBe(400);
  expect(seen.posts).toBe(0);
});

test.each([
  ["two hosts", "Host: {host}\r\nHost: evil.test"],
  ["the same host twice", "Host: {host}\r\nHost: {host}"],
  ["a second host in other letters", "Host: {host}\r\nhOST: evil.test"],
  ["no host", "X: y"],
  ["an empty host", "Host:"],
  ["a host with a path", "Host: {host}/"],
  ["a host with a user", "Host: user@{host}"],
  ["a host with a space", "Host: local host"],
  ["a host that is no name", "Host: \xe9vil"],
  ["a list of hosts", "Host: {host}, evil.test"],
  ["a port that is no number", "Host: localhost:http"],
  ["two origins", "Host: {host}\r\nOrigin: {own}\r\nOrigin: https://evil.test"],
  [
    "two answers to where it comes from",
    "Host: {host}\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site",
  ],
  ["two types", "Host: {host}\r\nContent-Type: text/plain\r\nContent-Type: text/html"],
])("%s with an otherwise good request are refused", async (_what, lines) => {
  const host = new URL(server.url).host;
  const heads = lines.replaceAll("{host}", host).replaceAll("{own}", server.url);
  for (const version of ["1.1", "1.0"]) {
    const page = await sendRaw(server.port, `GET / HTTP/${version}\r\n${heads}\r\n\r\n`);
    expect(page.status).toBe(400);
    const body = `${heads}\r\nOrigin: ${server.url}\r\nContent-Length: 6`;
    const head = `POST /resource HTTP/${version}\r\n${body}\r\n\r\n`;
    expect((await sendRaw(server.port, `${head}text=1`)).status).toBe(400);
  }
  expect(seen.posts).toBe(0);
});

test("a form works under each name of this machine", async () => {
  for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
    const host = `${name}:${server.port}`;
    const answer = await sendRaw(server.port, form({ host, origin: `http://${host}` }));
    expect(answer.status).toBe(200);
  }
  expect(seen.posts).toBe(3);
});

test("a Host from outside is not believed, neither for forms nor for addresses", async () => {
  const host = "evil.test";
  expect((await sendRaw(server.port, form({ host, origin: `http://${host}` }))).status).toBe(403);
  const page = await sendRaw(server.port, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  expect(page.body).toContain(`http://localhost:${server.port}/`);
  expect(page.body).not.toContain(host);
});

const asBrowser = (host: string, more = "") =>
  `GET /a?b=%22&c=1 HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html,*/*\r\n${more}\r\n`;

test("a browser that comes by another name is shown the address that works, and nothing of what it sent", async () => {
  const page = await sendRaw(server.port, asBrowser("nas.test:5000"));
  expect(page.status).toBe(421);
  expect(page.body).toContain(`href="http://localhost:${server.port}/a?b=%22&amp;c=1"`);
  expect(page.body).not.toContain("nas.test");
  const scripted = form({ host: "nas.test", origin: "http://nas.test" }).replace(
    "/resource",
    "/_.data?index",
  );
  const refusal = await sendRaw(server.port, scripted);
  expect(refusal.status).toBe(403);
  expect(JSON.parse(refusal.body)).toMatchObject({
    words: expect.stringContaining(`http://localhost:${server.port}`),
  });
  expect(seen.posts).toBe(0);
});

test.each([
  ["that a proxy passes on", "nas.test", "X-Forwarded-For: 192.0.2.1\r\n"],
  ["that says of itself where it comes from", "nas.test", "Sec-Fetch-Site: none\r\n"],
  ["on this machine", "127.0.0.1:1", ""],
])("a page %s is shown by whatever name", async (_what, host, more) => {
  expect((await sendRaw(server.port, asBrowser(host, more))).status).not.toBe(421);
});

test("behind an https proxy a form of the public address is done, and loopback is not ours", async () => {
  const proxied = await startFixture({ PUBLIC_ORIGIN: "https://easel.test" });
  const send = (host: string, origin: string) => sendRaw(proxied.port, form({ host, origin }));
  const forwarded = await send("127.0.0.1:5000", "https://easel.test");
  const plain = await send("easel.test", "http://easel.test");
  const local = await send(`localhost:${proxied.port}`, `http://localhost:${proxied.port}`);
  await proxied.stop();
  expect([forwarded.status, plain.status, local.status]).toEqual([200, 403, 403]);
});

test("forwarded headers change neither address nor origin unless a proxy is trusted", async () => {
  const forged = {
    "x-forwarded-for": "203.0.113.9",
    "x-real-ip": "203.0.113.9",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "evil.test",
    forwarded: "for=203.0.113.9;host=evil.test;proto=https",
  };
  const body = await (await fetch(server.url, { headers: forged })).text();
  expect(body).not.toMatch(/203\.0\.113\.9|evil\.test|https:/);
  const trusting = await startFixture({ TRUST_PROXY: "last-hop" });
  const trusted = await (
    await fetch(trusting.url, { headers: { "x-forwarded-for": "6.6.6.6, 203.0.113.9" } })
  ).text();
  await trusting.stop();
  expect(trusted).toContain("203.0.113.9");
  expect(trusted).not.toContain("6.6.6.6");
  const chained = await startFixture({ TRUST_PROXY: "hops:2" });
  const lines = ["X-Forwarded-For: 6.6.6.6, 203.0.113.9", "X-Forwarded-For: 10.0.0.2"];
  const heads = [`Host: localhost:${chained.port}`, ...lines, "X-Real-IP: 6.6.6.6"];
  const whole = await sendRaw(chained.port, `GET / HTTP/1.1\r\n${heads.join("\r\n")}\r\n\r\n`);
  const short = await (
    await fetch(`${chained.url}/?again`, { headers: { "x-forwarded-for": "6.6.6.6" } })
  ).text();
  await chained.stop();
  expect(whole.body).toContain("<p>203.0.113.9</p>");
  expect(short).toMatch(/<p>(127\.0\.0\.1|::1)<\/p>/);
});

async function post(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; vary: string }> {
  const sent = Object.entries(headers).map(
    ([name, value]) => [name, value.replace(own, server.url)] as const,
  );
  const text = form({ host: new URL(server.url).host, path, ...Object.fromEntries(sent) });
  const answer = await sendRaw(server.port, text);
  return { status: answer.status, vary: answer.headers["vary"] ?? "" };
}

function form({ path = "/resource", ...headers }: Record<string, string>): string {
  const body = "text=hello";
  const all = {
    ...headers,
    "content-type": "application/x-www-form-urlencoded",
    "content-length": String(body.length),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

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

import { request, type IncomingMessage } from "node:http";
import { brotliDecompressSync, createBrotliDecompress, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rest, seen } from "./fixture-pages";
import { startFixture, type Fixture } from "./fixture-server";

let server: Fixture;
beforeAll(async () => {
  server = await startFixture();
});
afterAll(() => server.stop());

test("pages come in brotli, in gzip, or as they are, whatever the browser takes", async () => {
  const [brotli, gzip, plain] = await Promise.all([
    get("/", "gzip, br"),
    get("/", "gzip"),
    get("/", "br;q=0, *;q=0"),
  ]);
  expect(brotli.headers["content-encoding"]).toBe("br");
  expect(gzip.headers["content-encoding"]).toBe("gzip");
  expect(plain.headers["content-encoding"]).toBeUndefined();
  for (const answer of [brotli, gzip, plain]) expect(answer.headers.vary).toBe("Accept-Encoding");
  const [first, second, third] = await Promise.all([brotli, gzip, plain].map(bytes));
  expect(brotliDecompressSync(first ?? "").toString()).toContain("<title>Fixture</title>");
  expect(gunzipSync(second ?? "").toString()).toContain("<title>Fixture</title>");
  expect(third?.toString()).toContain("<title>Fixture</title>");
  expect((first?.length ?? 0) * 5).toBeLessThan(third?.length ?? 0);
});

test("built files come in the form that was compressed at build time", async () => {
  const answer = await get("/assets/app-1.js", "br");
  expect(answer.headers["content-encoding"]).toBe("br");
  expect(answer.headers.vary).toBe("Accept-Encoding");
  expect(brotliDecompressSync(await bytes(answer)).toString()).toBe("export const script = 1;\n");
});

test("the first half of a page arrives while the second is still being made", async () => {
  const answer = await get("/halves", "br");
  const text = answer.pipe(createBrotliDecompress()).setEncoding("utf8");
  const received: string[] = [];
  for await (const piece of text) {
    received.push(String(piece));
    rest.resolve();
  }
  expect(received).toEqual(["<p>first half", "<p>second half"]);
});

test("an event stream is not compressed, and its source ends when the reader leaves", async () => {
  const answer = await get("/events", "br, gzip");
  expect(answer.headers["content-encoding"]).toBeUndefined();
  const [first] = await answer.take(1).toArray();
  expect(String(first)).toContain("event: hello");
  expect(seen.isStreamOpen).toBe(true);
  answer.destroy();
  await expect.poll(() => seen.isStreamOpen).toBe(false);
});

test("of a hundred strangers who ask /readyz at once, few make it look", async () => {
  const before = server.looks();
  const asked = Array.from({ length: 100 }, () => fetch(`${server.url}/readyz`));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(server.looks() - before).toBeLessThan(50);
});

test("a proxy whose word is not taken is noticed once", async () => {
  for (const name of ["one", "one", "two", "three", "four"])
    await fetch(`${server.url}/healthz`, { headers: { "x-forwarded-for": name } });
  const told = server.log().match(/All visitors seem to come from 127\.0\.0\.1/g);
  expect(told).toHaveLength(1);
});

test("/healthz asks nobody, /readyz tells which part does not answer", async () => {
  server.checks["database"] = false;
  const [health, ready] = await Promise.all([
    fetch(`${server.url}/healthz`),
    fetch(`${server.url}/readyz`),
  ]);
  expect([health.status, await health.text()]).toEqual([200, "ok"]);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { checks: { database: false, queue: true, store: true } },
  ]);
  server.checks["database"] = true;
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

function get(path: string, encoding: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request(server.url + path, { headers: { "accept-encoding": encoding } }, resolve)
    .on("error", reject)
    .end();
  return promise;
}

async function bytes(answer: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await answer.toArray());
}

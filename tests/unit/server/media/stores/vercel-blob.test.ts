import { once } from "node:events";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import type { MediaStore } from "~/.server/media/store-port";
import { startEmulator, type EmulatedService } from "../../../../emulators/emulator";
import { emulatedBlobProject, emulatedBlobToken } from "../../../../emulators/vercel-blob";
import { startBlobStore, type BlobUnderTest } from "./stores";

const path = "temporary/019aafd6/picture.png";
const type = "image/png";
const api = "/vercel.com/api/blob";
const host = "easelemulated.private.blob.vercel-storage.com";
const bytes = (text: string) => Buffer.from(text);

const projectCredentials = {
  storeId: emulatedBlobProject.BLOB_STORE_ID,
  oidcToken: emulatedBlobProject.VERCEL_OIDC_TOKEN,
};

let blob: BlobUnderTest;
let store: MediaStore;
let now = 0;
beforeEach(async () => {
  now = Date.now();
  blob = await startBlobStore(() => now);
  store = blob.store;
});
afterEach(() => blob.close());

const read = async (from: string) => (await buffer((await store.open(from)).body)).toString();
const methodsOf = () => blob.emulator.received.map((each) => `${each.method} ${each.path}`);

/** Everything that a store does, each as one call. */
const everything: [string, (of: MediaStore) => Promise<unknown>][] = [
  ["put", (of) => of.put(path, bytes("x"), type)],
  ["put in parts", (of) => of.put(path, Buffer.alloc(6_000_000), type)],
  ["copy", (of) => of.copy(path, "permanent/a.png")],
  ["open", (of) => of.open(path).then(({ body }) => buffer(body))],
  ["delete", (of) => of.delete([path])],
  ["list", (of) => Array.fromAsync(of.list(""))],
  ["check", (of) => of.check()],
];

test("stores privately, at exactly the path, and says so on the wire", async () => {
  await store.put(path, bytes("hello"), type);
  const [put] = blob.emulator.received;
  expect(put?.path).toBe(`${api}/`);
  expect(Object.fromEntries(put?.query ?? [])).toEqual({ pathname: path });
  expect(put?.body.toString()).toBe("hello");
  expect(put?.headers).toMatchObject({
    authorization: `Bearer ${emulatedBlobToken}`,
    "x-api-version": "12",
    "x-vercel-blob-access": "private",
    "x-vercel-blob-store-id": "EaselEmulated",
    "x-content-type": type,
    "x-add-random-suffix": "0",
    "x-allow-overwrite": "1",
  });
});

test("copies privately and overwrites", async () => {
  await store.put(path, bytes("hello"), type);
  await store.copy(path, "permanent/a.png");
  const copy = blob.emulator.received.at(-1);
  expect(copy?.path).toBe(api);
  expect(Object.fromEntries(copy?.query ?? [])).toEqual({
    pathname: "permanent/a.png",
    fromUrl: path,
  });
  expect(copy?.headers).toMatchObject({
    "x-vercel-blob-access": "private",
    "x-add-random-suffix": "0",
    "x-allow-overwrite": "1",
  });
});

test("sends a stream in parts, and reads no more of it than a few parts ahead of the store", async () => {
  const megabyte = Buffer.alloc(1024 * 1024, "m");
  const arrived = () =>
    blob.emulator.received.reduce((sum, { body }) => sum + body.length, 0) / megabyte.length;
  let mostAhead = 0;
  async function* video() {
    for (let read = 1; read <= 63; read += 1) {
      yield megabyte;
      mostAhead = Math.max(mostAhead, read - arrived());
    }
  }
  const stream = Readable.from(video(), { objectMode: false, highWaterMark: 64 * 1024 });
  const sizeBytes = 63 * megabyte.length;
  expect(await store.put("temporary/video.mp4", stream, "video/mp4")).toEqual({ sizeBytes });
  expect(mostAhead).toBeLessThanOrEqual(17);
  const actions = blob.emulator.received.map(
    ({ method, path: at, headers }) => headers["x-mpu-action"] ?? `${method} ${at}`,
  );
  expect(actions).toEqual(["create", ...Array.from({ length: 13 }, () => "upload"), "complete"]);
  const opened = await store.open("temporary/video.mp4");
  expect(opened.sizeBytes).toBe(sizeBytes);
  expect((await buffer(opened.body)).equals(Buffer.alloc(sizeBytes, "m"))).toBe(true);
});

test("heeds its own token only, whatever Vercel's variables say", async () => {
  vi.stubEnv("VERCEL_OIDC_TOKEN", "another-token");
  vi.stubEnv("BLOB_STORE_ID", "store_another");
  vi.stubEnv("BLOB_READ_WRITE_TOKEN", "vercel_blob_rw_another_token");
  for (const [, act] of everything) await act(store);
  expect(blob.emulator.received.length).toBeGreaterThanOrEqual(everything.length);
  const saidBy = (name: string) => blob.emulator.received.map(({ headers }) => headers[name]);
  expect(new Set(saidBy("authorization"))).toEqual(new Set([`Bearer ${emulatedBlobToken}`]));
  const stores = saidBy("x-vercel-blob-store-id").filter((each) => each !== undefined);
  expect(new Set(stores)).toEqual(new Set(["EaselEmulated"]));
});

test("does everything with a project's token in place of the store's own", async () => {
  const { BLOB_STORE_ID: storeId, VERCEL_OIDC_TOKEN: oidcToken } = emulatedBlobProject;
  vi.stubEnv("BLOB_READ_WRITE_TOKEN", "vercel_blob_rw_another_token");
  for (const id of [storeId, "EaselEmulated"]) {
    const ours = blob.client({ storeId: id, oidcToken });
    for (const [, act] of everything) await act(ours);
  }
  const saidBy = (name: string) => blob.emulator.received.map(({ headers }) => headers[name]);
  expect(new Set(saidBy("authorization"))).toEqual(new Set([`Bearer ${oidcToken}`]));
  const stores = saidBy("x-vercel-blob-store-id").filter((each) => each !== undefined);
  expect(new Set(stores)).toEqual(new Set(["EaselEmulated"]));
});

test.each([
  ["the store's own token", "vercel_blob_rw_EaselEmulated_wrongsecret"],
  ["a project's token", { storeId: "store_EaselEmulated", oidcToken: "another" }],
  ["the store of a project's token", { ...projectCredentials, storeId: "store_another" }],
])("gives up at once when %s is wrong", async (_, opener) => {
  const wrong = blob.client(opener);
  for (const [name, act] of everything) {
    blob.emulator.reset();
    await expect(act(wrong)).rejects.toMatchObject({
      code: "unavailable",
      retryable: false,
      facts: { store: "refused" },
      cause: { message: expect.stringMatching(/access denied/i) },
    });
    // The host of the objects does not say what it refuses, so the API is asked.
    expect(blob.emulator.received).toHaveLength(name === "open" ? 2 : 1);
  }
});

test.each(["vercel_blob_rw_", "vercel_blob_rw_x", "hunter2", "vercel_blob_rw_a.evil.test/_x"])(
  "takes no token such as %j",
  (token) => {
    expect(() => blob.client(token)).toThrow(TypeError);
  },
);

const refused = (status: number, code: string, headers?: Record<string, string>) => ({
  status,
  json: { error: { code, message: code } },
  ...(headers && { headers }),
});

test.each([
  ["store_suspended", "suspended", /suspended/],
  ["store_not_found", "missing", /does not exist/],
] as const)("gives up everything at once when it hears %s", async (trouble, kind, message) => {
  blob.service.behave({ trouble });
  for (const [name, act] of everything) {
    blob.emulator.reset();
    await expect(act(store)).rejects.toMatchObject({
      code: "unavailable",
      retryable: false,
      facts: { store: kind },
      cause: { message: expect.stringMatching(message) },
    });
    expect(blob.emulator.received).toHaveLength(name === "open" ? 2 : 1);
  }
});

test("says of everything that a store is busy, and for how long", async () => {
  blob.service.behave({ trouble: "rate_limited" });
  for (const [, act] of everything)
    await expect(act(store)).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      facts: { store: "busy", retryAfterSeconds: 7 },
    });
});

test("reads what it has just written over, and not what the network still has of before", async () => {
  const queries = () =>
    blob.emulator.received
      .filter((each) => each.path.startsWith(`/${host}`))
      .map(({ query }) => query.toString());
  for (const text of ["first", "second"]) {
    await store.put(path, bytes(text), type);
    expect(await read(path)).toBe(text);
  }
  await store.put("permanent/a.png", bytes("copied"), type);
  await store.copy("permanent/a.png", path);
  const { body } = await store.open(path, { start: 0, end: 3 });
  expect((await buffer(body)).toString()).toBe("copi");
  // Past the network's copies only where such a copy came first.
  expect(queries()).toEqual(["", "", "cache=0", "", "cache=0"]);
});

test("finds what was written over by another process when it asks past the network's copies", async () => {
  await store.put(path, bytes("first"), type);
  expect(await read(path)).toBe("first");
  await blob.client().put(path, bytes("second"), type);
  expect(await read(path)).toBe("first");
  const { body } = await store.open(path, undefined, { isFresh: true });
  expect((await buffer(body)).toString()).toBe("second");
  now += 61_000;
  expect(await read(path)).toBe("second");
});

test("tells an object that is gone from one that the network says is", async () => {
  const gone = { status: 404, body: "The requested blob does not exist" };
  await store.put(path, bytes("hello"), type);
  blob.emulator.order({ path: host, times: 1, what: "answer", answer: gone });
  expect(await read(path)).toBe("hello");
  await store.delete([path]);
  await expect(store.open(path, undefined, { isFresh: true })).rejects.toMatchObject({
    code: "not_found",
  });
  await store.put(path, bytes("hello"), type);
  blob.emulator.order({ path: host, times: 99, what: "answer", answer: gone });
  await expect(store.open(path)).rejects.toMatchObject({ code: "unavailable", retryable: true });
});

test.each([
  ["an error without words", { status: 500, body: "oops" }],
  ["service_unavailable", refused(503, "service_unavailable")],
  ["a gateway's page", { status: 502, body: "<html>" }],
  ["too many requests", refused(429, "rate_limited")],
])("repeats a put that was answered with %s, and gives up in the end", async (_, answer) => {
  blob.emulator.order({ path: api, times: 3, what: "answer", answer });
  await store.put(path, bytes("hello"), type);
  expect(await read(path)).toBe("hello");
  expect(blob.emulator.count("PUT", api)).toBe(4);
  blob.emulator.order({ path: api, times: 9, what: "answer", answer });
  await expect(store.put(path, bytes("new"), type)).rejects.toMatchObject({
    code: "unavailable",
    retryable: true,
  });
  expect(blob.emulator.count("PUT", api)).toBe(8);
  expect(await read(path)).toBe("hello");
});

test("waits as long as a busy store asks for, and not at all when that is too long", async () => {
  const busy = (seconds: string) => refused(429, "rate_limited", { "retry-after": seconds });
  blob.emulator.order({ path: api, times: 1, what: "answer", answer: busy("1") });
  const start = performance.now();
  await store.put(path, bytes("hello"), type);
  expect(performance.now() - start).toBeGreaterThan(990);
  blob.emulator.order({ path: api, times: 1, what: "answer", answer: busy("60") });
  await expect(store.put(path, bytes("x"), type)).rejects.toMatchObject({
    ...{ code: "unavailable", retryable: true },
    facts: { store: "busy", retryAfterSeconds: 60 },
  });
  expect(blob.emulator.count("PUT", api)).toBe(3);
});

test.each(["drop", "drop after", "hang", "delay", "cut"] as const)(
  "repeats a put whose answer never came (%s)",
  async (what) => {
    store = blob.client(emulatedBlobToken, { partMs: 2000 });
    blob.emulator.order({ path: api, times: 2, what, delayMs: 60_000 });
    expect(await store.put(path, bytes("hello"), type)).toEqual({ sizeBytes: 5 });
    expect(await read(path)).toBe("hello");
    expect(blob.emulator.count("PUT", api)).toBe(3);
  },
);

test("gives up in bounded time when nothing is ever answered", async () => {
  const impatient = blob.client(emulatedBlobToken, { partMs: 50, responseMs: 50 });
  blob.emulator.order({ path: "/", times: 99, what: "hang" });
  for (const [, act] of everything)
    await expect(act(impatient)).rejects.toMatchObject({ code: "unavailable", retryable: true });
});

test("repeats only the part that failed", async () => {
  const whole = Buffer.alloc(17_000_000, "0123456789");
  async function* source() {
    yield whole.subarray(0, 6_000_000);
    blob.emulator.order({
      path: "/mpu",
      times: 2,
      what: "answer",
      answer: { status: 500, body: "" },
    });
    yield whole.subarray(6_000_000);
  }
  await store.put(path, Readable.from(source()), type);
  expect((await buffer((await store.open(path)).body)).equals(whole)).toBe(true);
  expect(blob.emulator.count("POST", "/mpu")).toBe(1 + 4 + 1 + 2);
});

test("stops all parts when one fails for good, and nothing appears", async () => {
  async function* source() {
    for (let part = 0; part < 40; part += 1) {
      if (part === 10)
        blob.emulator.order({ path: "/mpu", times: 99, what: "answer", answer: { status: 500 } });
      yield Buffer.alloc(1_000_000);
    }
  }
  const stream = Readable.from(source());
  await expect(store.put(path, stream, type)).rejects.toMatchObject({ code: "unavailable" });
  expect(stream.destroyed).toBe(true);
  await expect(store.open(path)).rejects.toMatchObject({ code: "not_found" });
});

test("stops an upload under way when it is told to, with the caller's own reason", async () => {
  const stop = new AbortController();
  blob.emulator.order({ path: api, times: 9, what: "hang" });
  const putting = store.put(path, bytes("x"), type, stop.signal);
  await expect.poll(() => blob.emulator.received).toHaveLength(1);
  stop.abort(new Error("the deadline"));
  await expect(putting).rejects.toThrow("the deadline");
  expect(blob.emulator.received).toHaveLength(1);
});

test.each([{ status: 503 }, { status: 500 }, { status: 429 }])(
  "reads on the second try what was first answered with $status",
  async (answer) => {
    await store.put(path, bytes("hello"), type);
    blob.emulator.order({ path: host, times: 1, what: "answer", answer });
    expect(await read(path)).toBe("hello");
  },
);

test("does not follow the store's host elsewhere with its token", async () => {
  const answer = { status: 302, headers: { location: "https://vercel.com/api/blob" } };
  blob.emulator.order({ path: host, times: 9, what: "answer", answer });
  await expect(store.open(path)).rejects.toMatchObject({ code: "unavailable", retryable: false });
  expect(methodsOf()).toEqual([`GET /${host}/${path}`]);
});

test("cuts the range out itself when the store sends everything", async () => {
  const answer = { status: 200, body: "0123456789", headers: { "content-length": "10" } };
  blob.emulator.order({ path: host, times: 1, what: "answer", answer });
  const { body, sizeBytes } = await store.open(path, { start: 3, end: 5 });
  expect([(await buffer(body)).toString(), sizeBytes]).toEqual(["345", 10]);
});

test("takes no other range for the one it asked for", async () => {
  const answer = { status: 206, body: "0123", headers: { "content-range": "bytes 0-3/10" } };
  blob.emulator.order({ path: host, times: 9, what: "answer", answer });
  await expect(store.open(path, { start: 3, end: 5 })).rejects.toMatchObject({
    code: "unavailable",
  });
});

test("asks for the size when the store does not say it", async () => {
  await store.put(path, bytes("hello"), type);
  blob.emulator.order({
    ...{ path: host, times: 1, what: "answer" },
    answer: { status: 200, body: "hello", headers: { "transfer-encoding": "chunked" } },
  });
  const { body, sizeBytes } = await store.open(path);
  expect([(await buffer(body)).toString(), sizeBytes]).toEqual(["hello", 5]);
});

test("says unavailable when the connection breaks in the middle of an object", async () => {
  await store.put(path, Buffer.alloc(3_000_000), type);
  blob.emulator.order({ path: host, times: 2, what: "cut" });
  for (const range of [undefined, { start: 5, end: 2_000_000 }]) {
    const { body } = await store.open(path, range);
    await expect(buffer(body)).rejects.toMatchObject({ code: "unavailable", retryable: true });
  }
});

test("closes the connection when a reader goes away", async () => {
  let hungUp: AbortSignal | null = null;
  async function* film() {
    for (;;) yield Buffer.alloc(100_000);
  }
  const service: EmulatedService = {
    name: "a store with a long film",
    routes: [
      {
        method: "GET",
        pattern: `/${host}/*`,
        answer(_, __, gone) {
          hungUp = gone;
          return { headers: { "content-length": "9000000000" }, stream: film() };
        },
      },
    ],
  };
  const emulator = await startEmulator([service]);
  sendHostsToEmulator(emulator.origin);
  const { body } = await store.open(path);
  await once(body, "data");
  expect(hungUp).toMatchObject({ aborted: false });
  body.destroy();
  await expect.poll(() => hungUp).toMatchObject({ aborted: true });
  await emulator.close();
});

test("lists and deletes more objects than fit into one request", async () => {
  const paths = Array.from({ length: 1005 }, (_, index) => `temporary/many/${index}.png`);
  for (let start = 0; start < paths.length; start += 67)
    await Promise.all(
      paths.slice(start, start + 67).map((each) => store.put(each, bytes("x"), type)),
    );
  const listed = await Array.fromAsync(store.list("temporary/many/"));
  expect(listed.map((each) => each.path).toSorted()).toEqual(paths.toSorted());
  expect(blob.emulator.count("GET", api)).toBe(2);
  await store.delete(paths);
  expect(blob.emulator.count("POST", `${api}/delete`)).toBe(11);
  expect(await Array.fromAsync(store.list(""))).toEqual([]);
});

test("does not pay for a check that worked a moment ago, and tries again at once after one that did not", async () => {
  blob.emulator.order({ path: api, times: 1, what: "answer", answer: { status: 503 } });
  await expect(store.check()).rejects.toMatchObject({ code: "unavailable" });
  expect(blob.emulator.received).toHaveLength(1);
  await store.check();
  await store.check();
  expect(blob.emulator.count("PUT", api)).toBe(2);
  now += 5 * 60_000;
  await store.check();
  expect(blob.emulator.count("PUT", api)).toBe(3);
});

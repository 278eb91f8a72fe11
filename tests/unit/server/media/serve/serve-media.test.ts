import { createHash } from "node:crypto";
import { mkdtemp, readdir, readlink, rm } from "node:fs/promises";
import { type Server, createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequestListener } from "@remix-run/node-fetch-server";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "~/.server/errors";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import type { MediaFile } from "~/.server/media/files-port";
import type { MediaStore } from "~/.server/media/store-port";
import { serveMedia } from "~/.server/media/serve/serve-media";

const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
const thumb = Buffer.from("the thumbnail");
const sha256 = createHash("sha256").update(content).digest("hex");
const etag = `"${sha256}"`;
const file: MediaFile = {
  id: "019aafd7-0000-7000-8000-0000003f9a2c",
  store: "local",
  path: "temporary/one.png",
  thumbPath: "temporary/one.thumb.webp",
  contentType: "image/png",
  sizeBytes: content.length,
  sha256,
  prompt: "A boat",
};
let rootDir: string;
let store: MediaStore;
let server: Server;
let served: MediaFile;
let address: string;

beforeAll(async () => {
  server = createServer(
    createRequestListener(async (request) => {
      const variant = new URL(request.url).pathname === "/thumb" ? "thumb" : "original";
      try {
        return await serveMedia(request, served, variant, store);
      } catch (error) {
        if (error instanceof AppError) return new Response(error.code, { status: error.status });
        throw error;
      }
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(async () => {
  served = file;
  rootDir = await mkdtemp(join(tmpdir(), "easel-serve-"));
  store = createLocalDiskStore(rootDir);
  await store.put(file.path, content, file.contentType);
  await store.put(file.thumbPath, thumb, "image/webp");
});

afterEach(async () => {
  await rm(rootDir, { recursive: true });
});

afterAll(() => {
  server.close();
});

const ask = (headers: Record<string, string> = {}, target = "/original", method = "GET") =>
  fetch(address + target, { method, headers });

test("gives the whole file, its type, its length and a name", async () => {
  const response = await ask();
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/png",
    "content-length": "1000",
    "accept-ranges": "bytes",
    "content-disposition": 'inline; filename="a-boat-3f9a2c.png"',
    etag,
  });
  expect(Buffer.from(await response.arrayBuffer())).toEqual(content);
});

test.for(["/original", "/thumb"])(
  "sends %s to its owner alone, for keeping, and so that it can run nothing",
  async (target) => {
    expect(Object.fromEntries((await ask({}, target)).headers)).toMatchObject({
      "cache-control": "private, max-age=31536000, immutable",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
  },
);

test("gives the thumbnail whole, with a tag of its own, whatever range is asked for", async () => {
  const response = await ask({ range: "bytes=0-3" }, "/thumb");
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/webp",
    "content-length": String(thumb.length),
    "accept-ranges": "none",
    etag: `"${sha256}-thumb"`,
  });
  expect(await response.text()).toBe("the thumbnail");
});

test("makes a download of it when asked", async () => {
  const response = await ask({}, "/original?download");
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="a-boat-3f9a2c.png"',
  );
});

test("answers HEAD like GET, without the bytes and without a range", async () => {
  const response = await ask({ range: "bytes=0-9" }, "/original", "HEAD");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-length")).toBe("1000");
  expect(response.headers.get("etag")).toBe(etag);
  expect(await response.text()).toBe("");
  await expect.poll(() => openFiles()).toBe(0);
});

test.for([etag, `W/${etag}`, `"other", ${etag}`, "*"])(
  "says 304 to a browser that has %s",
  async (known) => {
    const response = await ask({ "if-none-match": known });
    expect(response.status).toBe(304);
    expect(response.headers.get("etag")).toBe(etag);
    expect(response.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(await response.text()).toBe("");
  },
);

test("does not say 304 to a browser that has another version", async () => {
  expect((await ask({ "if-none-match": `"${sha256}-thumb"` })).status).toBe(200);
  expect((await ask({ "if-none-match": etag }, "/thumb")).status).toBe(200);
});

test.for([
  ["bytes=0-0", "0-0"],
  ["bytes=100-199", "100-199"],
  ["bytes=990-", "990-999"],
  ["bytes=-10", "990-999"],
  ["bytes=900-5000", "900-999"],
])("gives the part %s", async ([range, part]) => {
  const response = await ask({ range: range ?? "" });
  expect(response.status).toBe(206);
  expect(response.headers.get("content-range")).toBe(`bytes ${part}/1000`);
  const [first, last] = (part ?? "").split("-").map(Number);
  const expected = content.subarray(first, (last ?? 0) + 1);
  expect(response.headers.get("content-length")).toBe(String(expected.length));
  expect(Buffer.from(await response.arrayBuffer())).toEqual(expected);
});

test("says 416 to a part behind the end, with the true size", async () => {
  const response = await ask({ range: "bytes=1000-" });
  expect(response.status).toBe(416);
  expect(response.headers.get("content-range")).toBe("bytes */1000");
});

test.for(["bytes=0-1,5-6", "bytes=9-1", "lines=1-2", "nonsense"])(
  "gives the whole for %s",
  async (range) => {
    const response = await ask({ range });
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBe(1000);
  },
);

test.for([
  [etag, 206],
  [`W/${etag}`, 200],
  ['"other"', 200],
  ["Mon, 23 Nov 2026 10:00:00 GMT", 200],
] as const)(
  "goes on with a download only if it is of this version: %s",
  async ([ifRange, status]) => {
    expect((await ask({ range: "bytes=0-9", "if-range": ifRange })).status).toBe(status);
  },
);

test("takes no other method", async () => {
  expect((await ask({}, "/original", "POST")).status).toBe(405);
  expect((await ask({}, "/original", "DELETE")).status).toBe(405);
});

test("says not_found when the object has vanished", async () => {
  await store.delete([file.path]);
  const response = await ask();
  expect([response.status, await response.text()]).toEqual([404, "not_found"]);
});

test("does not pass off other bytes as the file of the row", async () => {
  await store.put(file.path, Buffer.from("cut off"), file.contentType);
  const response = await ask();
  expect([response.status, await response.text()]).toEqual([503, "unavailable"]);
  await expect.poll(() => openFiles()).toBe(0);
});

test("closes the file when the browser goes away in the middle", async () => {
  const large = Buffer.alloc(30_000_000, 7);
  await store.put(file.path, large, file.contentType);
  served = { ...file, sizeBytes: large.length };
  const answered = Promise.withResolvers<void>();
  const request = get(`${address}/original`, (response) => {
    response.once("data", () => {
      response.pause();
      answered.resolve();
    });
  });
  await answered.promise;
  expect(await openFiles()).toBe(1);
  request.destroy();
  await expect.poll(() => openFiles()).toBe(0);
});

test("closes the file of a response that nobody reads", async () => {
  const leaving = new AbortController();
  const response = await serveMedia(
    new Request(address, { signal: leaving.signal }),
    file,
    "original",
    store,
  );
  expect(await openFiles()).toBe(1);
  leaving.abort();
  await expect.poll(() => openFiles()).toBe(0);
  await expect(response.arrayBuffer()).rejects.toThrow("Premature close");
});

test("closes the file of a response that is given up after its first bytes", async () => {
  const large = Buffer.alloc(1_000_000, 7);
  await store.put(file.path, large, file.contentType);
  const described = { ...file, sizeBytes: large.length };
  const response = await serveMedia(new Request(address), described, "original", store);
  const reader = response.body?.getReader();
  expect((await reader?.read())?.value?.byteLength).toBeLessThan(large.length);
  await reader?.cancel();
  await expect.poll(() => openFiles()).toBe(0);
});

test("streams a large file without holding it in memory", async () => {
  const large = Buffer.alloc(60_000_000, 7);
  await store.put(file.path, large, file.contentType);
  served = { ...file, sizeBytes: large.length };
  const response = await ask();
  let size = 0;
  for await (const chunk of response.body ?? []) size += chunk.byteLength;
  expect(size).toBe(large.length);
  await expect.poll(() => openFiles()).toBe(0);
});

async function openFiles(): Promise<number> {
  const directory = process.platform === "linux" ? "/proc/self/fd" : "/dev/fd";
  const links = (await readdir(directory)).map((fd) =>
    readlink(join(directory, fd)).catch(() => ""),
  );
  return (await Promise.all(links)).filter((target) => target.startsWith(rootDir)).length;
}

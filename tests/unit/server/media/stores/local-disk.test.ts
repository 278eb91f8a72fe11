import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import type { ByteRange, MediaStore } from "~/.server/media/store-port";

const path = "temporary/019aafd6/picture.png";
const type = "image/png";
let base: string;
let rootDir: string;
let store: MediaStore;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "easel-media-"));
  rootDir = join(base, "data", "media");
  store = createLocalDiskStore(rootDir);
});

afterEach(async () => {
  await rm(base, { recursive: true });
});

async function read(from: string, range?: ByteRange): Promise<string> {
  return (await buffer((await store.open(from, range)).body)).toString();
}

async function sizeOf(object: string, range?: ByteRange): Promise<number> {
  const { body, sizeBytes } = await store.open(object, range);
  body.destroy();
  return sizeBytes;
}

const bytes = (text: string) => Buffer.from(text);
const allFiles = async () => {
  const entries = await readdir(rootDir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};

test("gives back what it was given, in directories that it makes", async () => {
  expect(await store.put(path, bytes("hello"), type)).toEqual({ sizeBytes: 5 });
  expect(await read(path)).toBe("hello");
  expect(await sizeOf(path)).toBe(5);
});

test("takes a stream of any length", async () => {
  const megabyte = Buffer.alloc(1024 * 1024, "x");
  const stream = Readable.from(Array.from({ length: 20 }, () => megabyte));
  expect(await store.put(path, stream, type)).toEqual({ sizeBytes: 20 * megabyte.length });
  expect(await sizeOf(path)).toBe(20 * megabyte.length);
});

test("overwrites on a repeat, and leaves nothing else behind", async () => {
  await store.put(path, bytes("first"), type);
  await store.put(path, bytes("second"), type);
  expect(await read(path)).toBe("second");
  expect(await allFiles()).toEqual(["picture.png"]);
});

test("lets a reader finish the version that it opened", async () => {
  await store.put(path, bytes("first"), type);
  const opened = await store.open(path);
  await store.put(path, bytes("second"), type);
  await store.delete([path]);
  expect((await buffer(opened.body)).toString()).toBe("first");
});

test("reads ranges, both ends included", async () => {
  await store.put(path, bytes("0123456789"), type);
  expect(await read(path, { start: 2, end: 4 })).toBe("234");
  expect(await read(path, { start: 9, end: 9 })).toBe("9");
  expect(await sizeOf(path, { start: 2, end: 4 })).toBe(10);
});

test("says not_found for what is not there, and for a directory", async () => {
  await expect(store.open(path)).rejects.toMatchObject({ code: "not_found" });
  await store.put(path, bytes("x"), type);
  await expect(store.open(dirname(path))).rejects.toMatchObject({ code: "not_found" });
});

test("deletes, and does not mind what is gone already", async () => {
  await store.put(path, bytes("x"), type);
  await store.delete([path, "temporary/never-there.png"]);
  await store.delete([path]);
  await expect(store.open(path)).rejects.toMatchObject({ code: "not_found" });
});

const badPaths = [
  ...["", ".", "..", "../outside", "a/../../outside", "a/..", "/etc/passwd", "a//b", "a/", "./a"],
  ...[
    ".incoming/x.part",
    "a/.hidden",
    "a\\b",
    "a\0b",
    "A",
    "a b",
    "ä",
    "a:b",
    "a\nb",
    "~root",
    "x".repeat(201),
  ],
];

test.for(badPaths)("touches nothing for the path %j", async (bad) => {
  await writeFile(join(base, "outside"), "secret");
  await expect(store.put(bad, bytes("x"), type)).rejects.toThrow(TypeError);
  await expect(store.open(bad)).rejects.toThrow(TypeError);
  await expect(store.delete([bad])).rejects.toThrow(TypeError);
  expect(await readFile(join(base, "outside"), "utf8")).toBe("secret");
});

test("keeps the old file whole when a stream breaks off, and passes the stream's own error on", async () => {
  await store.put(path, bytes("old"), type);
  async function* broken() {
    yield bytes("new, but ");
    throw new Error("the provider hung up");
  }
  await expect(store.put(path, Readable.from(broken()), type)).rejects.toThrow(
    "the provider hung up",
  );
  expect(await read(path)).toBe("old");
  expect(await allFiles()).toEqual(["picture.png"]);
});

test("never shows half a file while many write it at once", async () => {
  const versions = Array.from({ length: 20 }, (_, index) => String(index % 10).repeat(200_000));
  await store.put(path, bytes(versions[0] ?? ""), type);
  const writes = Promise.all(versions.map((version) => store.put(path, bytes(version), type)));
  for (let reads = 0; reads < 20; reads += 1) expect(versions).toContain(await read(path));
  await writes;
  expect(await allFiles()).toEqual(["picture.png"]);
});

test("says unavailable, and that it may pass, when the directory cannot be used", async () => {
  await mkdir(dirname(rootDir));
  await writeFile(rootDir, "a file where the directory should be");
  const unavailable = {
    code: "unavailable",
    retryable: true,
    cause: { code: expect.stringMatching(/^E[A-Z]+$/) },
  };
  await expect(store.put(path, bytes("x"), type)).rejects.toMatchObject(unavailable);
  await expect(store.open(path)).rejects.toMatchObject(unavailable);
  await expect(store.check()).rejects.toMatchObject(unavailable);
});

test("check leaves nothing behind, and removes what a crash left an hour ago, not what is being written", async () => {
  const incoming = join(rootDir, ".incoming");
  await mkdir(incoming, { recursive: true });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  // One that has been written to for hours is not left.
  const long = `${minutesAgo(300).getTime()}-a.part`;
  for (const [name, minutes] of [
    [long, 59],
    ["b.part", 61],
    ["keep-me", 61],
  ] as const) {
    await writeFile(join(incoming, name), "x");
    await utimes(join(incoming, name), minutesAgo(minutes), minutesAgo(minutes));
  }
  await store.check();
  expect((await readdir(incoming)).toSorted()).toEqual([long, "keep-me"]);
});

test("closes the file when a reader goes away before the first byte", async () => {
  await store.put(path, bytes("x".repeat(1_000_000)), type);
  const { body } = await store.open(path);
  expect(await openPaths()).toContain(join(rootDir, path));
  body.destroy();
  await expect.poll(() => openPaths()).not.toContain(join(rootDir, path));
});

async function openPaths(): Promise<string[]> {
  const directory = process.platform === "linux" ? "/proc/self/fd" : "/dev/fd";
  const links = (await readdir(directory)).map((fd) =>
    readlink(join(directory, fd)).catch(() => ""),
  );
  return await Promise.all(links);
}

test("lists what it keeps, with sizes and times, and nothing unfinished", async () => {
  await store.put("temporary/a/one.png", bytes("one"), type);
  await store.put("permanent/a/three.png", bytes("three"), type);
  await writeFile(join(rootDir, ".incoming", "1-left.part"), "half");
  const list = async (prefix: string) =>
    (await Array.fromAsync(store.list(prefix))).toSorted((a, b) => a.path.localeCompare(b.path));
  const modifiedAt = expect.any(Date);
  expect(await list("")).toEqual([
    { path: "permanent/a/three.png", sizeBytes: 5, modifiedAt },
    { path: "temporary/a/one.png", sizeBytes: 3, modifiedAt },
  ]);
  expect(await list("temporary/")).toEqual([
    { path: "temporary/a/one.png", sizeBytes: 3, modifiedAt },
  ]);
});

test("lists nothing where nothing was ever kept", async () => {
  expect(await Array.fromAsync(store.list(""))).toEqual([]);
});

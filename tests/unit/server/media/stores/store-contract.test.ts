import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ByteRange, MediaStore } from "~/.server/media/store-port";
import { startBlobStore, startDiskStore, type StoreUnderTest } from "./stores";

const path = "temporary/019aafd6/picture.png";
const other = "permanent/019aafd6/picture.png";
const type = "image/png";
const bytes = (text: string) => Buffer.from(text);

describe.each([
  ["the local disk", startDiskStore],
  ["Vercel Blob", startBlobStore],
])("%s", (_, start) => {
  let subject: StoreUnderTest;
  let store: MediaStore;
  beforeAll(async () => {
    subject = await start();
    store = subject.store;
  });
  afterAll(() => subject.close());
  afterEach(async () => {
    const left = await Array.fromAsync(store.list(""));
    await store.delete(left.map((each) => each.path));
  });

  const read = async (from: string, range?: ByteRange) =>
    (await buffer((await store.open(from, range)).body)).toString();
  const sizeOf = async (from: string, range?: ByteRange) => {
    const { body, sizeBytes } = await store.open(from, range);
    body.destroy();
    return sizeBytes;
  };

  test("gives back what it was given", async () => {
    expect(await store.put(path, bytes("hello"), type)).toEqual({ sizeBytes: 5 });
    expect(await read(path)).toBe("hello");
    expect(await sizeOf(path)).toBe(5);
  });

  test("takes streams, short ones and ones of more than one part", async () => {
    const megabyte = Buffer.alloc(1024 * 1024, "0123456789abcdef");
    for (const count of [0.000_01, 1, 5, 12.5]) {
      const whole = Buffer.concat(Array.from({ length: 13 }, () => megabyte)).subarray(
        0,
        Math.ceil(count * megabyte.length),
      );
      const pieces = Array.from({ length: Math.ceil(whole.length / 70_000) }, (_, index) =>
        whole.subarray(index * 70_000, (index + 1) * 70_000),
      );
      const sizeBytes = whole.length;
      expect(await store.put(path, Readable.from(pieces), type)).toEqual({ sizeBytes });
      expect(whole.equals(await buffer((await store.open(path)).body))).toBe(true);
    }
  });

  test("takes many bytes in one piece", async () => {
    const whole = Buffer.alloc(11_000_000, "0123456789");
    expect(await store.put(path, whole, type)).toEqual({ sizeBytes: 11_000_000 });
    expect(whole.equals(await buffer((await store.open(path)).body))).toBe(true);
    expect(await read(path, { start: 5_242_875, end: 5_242_884 })).toBe("5678901234");
  });

  test("overwrites on a repeat", async () => {
    await store.put(path, bytes("first"), type);
    await store.put(path, bytes("second"), type);
    expect(await read(path)).toBe("second");
  });

  test("reads ranges, both ends included, and says the size of the whole", async () => {
    await store.put(path, bytes("0123456789"), type);
    expect(await read(path, { start: 2, end: 4 })).toBe("234");
    expect(await read(path, { start: 0, end: 9 })).toBe("0123456789");
    expect(await read(path, { start: 9, end: 9 })).toBe("9");
    expect(await read(path, { start: 8, end: 50 })).toBe("89");
    expect(await sizeOf(path, { start: 2, end: 4 })).toBe(10);
  });

  test("gives no bytes, but the size, for a range behind the end", async () => {
    await store.put(path, bytes("0123456789"), type);
    expect(await read(path, { start: 20, end: 30 })).toBe("");
    expect(await sizeOf(path, { start: 20, end: 30 })).toBe(10);
  });

  test("says not_found for what is not there", async () => {
    await expect(store.open(path)).rejects.toMatchObject({ code: "not_found" });
    await expect(store.open(path, { start: 0, end: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(store.copy(path, other)).rejects.toMatchObject({ code: "not_found" });
    expect(await Array.fromAsync(store.list(""))).toEqual([]);
  });

  test("copies, and the copy outlives the original", async () => {
    await store.put(path, bytes("hello"), type);
    await store.copy(path, other);
    expect(await read(path)).toBe("hello");
    await store.delete([path]);
    expect(await read(other)).toBe("hello");
  });

  test("overwrites by a copy, also many at once", async () => {
    await store.put(path, bytes("new"), type);
    await store.put(other, bytes("old"), type);
    await Promise.all(Array.from({ length: 8 }, () => store.copy(path, other)));
    expect(await read(other)).toBe("new");
    await store.copy(path, path);
    expect(await read(path)).toBe("new");
    const left = (await Array.fromAsync(store.list(""))).map((each) => each.path);
    expect(left.toSorted()).toEqual([other, path]);
  });

  test("deletes, and does not mind what is gone already", async () => {
    await store.put(path, bytes("x"), type);
    await store.delete([path, "temporary/never-there.png"]);
    await store.delete([path]);
    await store.delete([]);
    await expect(store.open(path)).rejects.toMatchObject({ code: "not_found" });
  });

  test("lists what it keeps, with sizes and times", async () => {
    await store.put(path, bytes("one"), type);
    await store.put(other, bytes("three"), type);
    const list = async (prefix: string) =>
      (await Array.fromAsync(store.list(prefix))).toSorted((a, b) => a.path.localeCompare(b.path));
    const modifiedAt = expect.any(Date);
    expect(await list("")).toEqual([
      { path: other, sizeBytes: 5, modifiedAt },
      { path, sizeBytes: 3, modifiedAt },
    ]);
    const [only] = await list("temporary/");
    expect(only).toMatchObject({ path });
    expect(Math.abs((only?.modifiedAt.getTime() ?? 0) - Date.now())).toBeLessThan(3_600_000);
  });

  test("keeps the old object when a stream breaks off, and passes the stream's own error on", async () => {
    await store.put(path, bytes("old"), type);
    for (const length of [10, 6_000_000]) {
      async function* broken() {
        yield Buffer.alloc(length);
        throw new Error("the provider hung up");
      }
      await expect(store.put(path, Readable.from(broken()), type)).rejects.toThrow(
        "the provider hung up",
      );
    }
    expect(await read(path)).toBe("old");
  });

  test("stops storing when it is told to, also while it waits for the stream", async () => {
    const stop = new AbortController();
    const waiting = new Readable({ read() {} });
    waiting.push("the beginning");
    const storing = store.put(path, waiting, type, stop.signal);
    stop.abort();
    await expect(storing).rejects.toMatchObject({ name: "AbortError" });
    await expect(store.open(path)).rejects.toMatchObject({ code: "not_found" });
    expect(waiting.destroyed).toBe(true);
  });

  test.each([
    "",
    "..",
    "../outside",
    "/etc/passwd",
    "a//b",
    ".incoming/x",
    "A",
    "a b",
    "a?b",
    "a%2e",
  ])("touches nothing for the path %j", async (bad) => {
    await expect(store.put(bad, bytes("x"), type)).rejects.toThrow(TypeError);
    await expect(store.open(bad)).rejects.toThrow(TypeError);
    await expect(store.copy(bad, path)).rejects.toThrow(TypeError);
    await expect(store.copy(path, bad)).rejects.toThrow(TypeError);
    await expect(store.delete([bad])).rejects.toThrow(TypeError);
  });

  test("checks that it can be written to, and leaves nothing behind", async () => {
    await store.check();
    expect(await Array.fromAsync(store.list(""))).toEqual([]);
  });
});

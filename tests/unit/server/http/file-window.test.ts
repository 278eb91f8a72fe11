import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openWindow } from "~/.server/http/file-window";
import { fileBytes } from "~/.server/media/ingest/bytes-in-memory";

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 31 + (at >> 8)) % 256));

async function openFile(content: Buffer): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "easel-window-"));
  const descriptor = openSync(join(folder, "file"), "w+");
  onTestFinished(async () => {
    closeSync(descriptor);
    await rm(folder, { recursive: true });
  });
  writeSync(descriptor, content);
  return descriptor;
}

test("shows of a file on disk what lies in it, wherever and however much is asked for", async () => {
  const onDisk = openWindow(await openFile(bytes), bytes.length);
  const inMemory = fileBytes(bytes);
  const places = [0, 1, 65_535, 65_536, 200_000, 131_071, 7, 299_999, 300_000, 1_000_000];
  for (const place of places) {
    expect(onDisk.at(place)).toBe(inMemory.at(place));
    for (const length of [0, 1, 12, 65_536, 65_537, 250_000]) {
      const [shown, wanted] = [onDisk, inMemory].map((file) => file.piece(place, place + length));
      expect(shown?.equals(wanted!)).toBe(true);
      const [target, other] = [Buffer.alloc(length + 3), Buffer.alloc(length + 3)];
      expect(onDisk.copy(target, 3, place, place + length)).toBe(
        inMemory.copy(other, 3, place, place + length),
      );
      expect(target.equals(other)).toBe(true);
    }
  }
});

test("a large file is looked at to its end in little memory", async () => {
  const descriptor = await openFile(Buffer.of(1));
  const length = 20_000_000;
  ftruncateSync(descriptor, length);
  const before = process.memoryUsage().arrayBuffers;
  const file = openWindow(descriptor, length);
  let most = 0;
  for (let at = 0; at < length; at += 1000) {
    file.at(at);
    file.piece(at, at + 12);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(most).toBeLessThan(1_000_000);
});

test("a file that is shorter than it was is trouble of this machine", async () => {
  const file = openWindow(await openFile(bytes), bytes.length + 10);
  expect(() => file.piece(299_990, 300_010)).toThrow(
    expect.objectContaining({ code: "unavailable" }),
  );
});

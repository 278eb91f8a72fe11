import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { ZipEntry } from "~/.server/media/vault-port";
import { streamZip } from "~/.server/media/serve/stream-zip";
import { openZip } from "../../../../integration/media/open-zip";

const chunkBytes = 64 * 1024;
const chunksPerFile = 16;

/** Endless pictures of 1 MB, and what has become of them. */
function pictures(count: number) {
  const seen = { opened: 0, closed: 0, readBytes: 0, ended: 0 };
  const open = () => {
    let left = chunksPerFile;
    seen.opened += 1;
    return new Readable({
      highWaterMark: chunkBytes,
      read() {
        left -= 1;
        if (left < 0) return void this.push(null);
        seen.readBytes += chunkBytes;
        this.push(Buffer.alloc(chunkBytes, left));
      },
      destroy(error, done) {
        seen.closed += 1;
        done(error);
      },
    });
  };
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (let at = 0; at < count; at += 1) {
      const body = open();
      try {
        yield { name: `${at}.png`, modifiedAt: new Date(), body };
      } finally {
        body.destroy();
      }
    }
  }
  return { seen, zip: streamZip(entries(), () => void (seen.ended += 1)) };
}

test("reads no further than it is read, one file at a time", async () => {
  const { seen, zip } = pictures(500);
  const reader = zip.getReader();
  expect(seen).toMatchObject({ opened: 0, readBytes: 0 });
  let takenBytes = 0;
  let furthestAhead = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    takenBytes += value.length;
    furthestAhead = Math.max(furthestAhead, seen.readBytes - takenBytes);
    expect(seen.opened - seen.closed).toBeLessThanOrEqual(1);
  }
  expect(furthestAhead).toBeLessThanOrEqual(8 * chunkBytes);
  expect(seen).toMatchObject({ opened: 500, closed: 500, ended: 1 });
  expect(takenBytes).toBeGreaterThan(500 * chunksPerFile * chunkBytes);
});

test("closes the file and says that it has ended when its reader leaves", async () => {
  const { seen, zip } = pictures(500);
  const reader = zip.getReader();
  for (let taken = 0; taken < 20; taken += 1) await reader.read();
  expect(seen.opened - seen.closed).toBe(1);
  await reader.cancel();
  expect(seen).toMatchObject({ closed: seen.opened, ended: 1 });
});

test("says that it has ended when nobody ever reads it", async () => {
  const { seen, zip } = pictures(500);
  await zip.cancel();
  expect(seen).toMatchObject({ opened: 0, ended: 1 });
});

test("breaks off when a file does, so that half a zip never passes for a whole one", async () => {
  let ended = 0;
  async function* entries(): AsyncGenerator<ZipEntry> {
    const body = Readable.from(
      (function* () {
        yield Buffer.from("half");
        throw new Error("the store went away");
      })(),
    );
    yield { name: "a.png", modifiedAt: new Date(), body };
  }
  const zip = streamZip(entries(), () => void (ended += 1));
  await expect(buffer(zip)).rejects.toThrow("the store went away");
  expect(ended).toBe(1);
});

test("keeps names of every script, and stores what it is given", async () => {
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const name of ["0001-ein-schöner-tag.png", "0002-灯台.png", "0003-منارة.png"])
      yield { name, modifiedAt: new Date(), body: Readable.from([Buffer.from(name)]) };
    yield { name: "empty.txt", modifiedAt: new Date(), body: Readable.from([]) };
  }
  const files = await openZip(await buffer(streamZip(entries(), () => undefined)));
  expect(files.map(({ name, bytes, isStored }) => [name, bytes.toString(), isStored])).toEqual([
    ["0001-ein-schöner-tag.png", "0001-ein-schöner-tag.png", true],
    ["0002-灯台.png", "0002-灯台.png", true],
    ["0003-منارة.png", "0003-منارة.png", true],
    ["empty.txt", "", true],
  ]);
});

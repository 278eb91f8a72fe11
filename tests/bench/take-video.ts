import { createWriteStream, readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { readFile } from "node:fs/promises";
import { v7 } from "uuid";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaVault } from "~/.server/media/media-vault";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";

/**
 * `take-video ingest|copy ORIGIN FOLDER`: takes one video from ORIGIN to disk, and prints how long it took and what
 * memory.
 */
const [how = "", origin = "", folder = ""] = process.argv.slice(2);
const marks = { source: "trainedAlgorithmicMedia", prompt: "a lake", model: "Bench" } as const;
const vault = createMediaVault({ store: createLocalDiskStore(folder), outside: createSafeFetch() });
const userId = v7();

const ingest = (
  file: { url: string; hosts: string[]; trustedOrigin: string } | { bytes: Buffer },
) => vault.ingest({ userId, mediaId: v7(), kind: "video", file, marks });

async function copy(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(origin, resolve).on("error", reject);
  await pipeline(await promise, createWriteStream(join(folder, "copy.mp4")));
}

await ingest({ bytes: await readFile("tests/emulators/files/video.mp4") });
const rssBefore = process.memoryUsage.rss();
const began = performance.now();
await (how === "copy" ? copy() : ingest({ url: origin, hosts: [], trustedOrigin: origin }));
const seconds = (performance.now() - began) / 1000;
const peakBytes = readPeakBytes();
process.stdout.write(JSON.stringify({ seconds, riseBytes: peakBytes - rssBefore }));
process.exit(0);

/** Of this program alone: what `resourceUsage` tells begins with the memory of the process that started it. */
function readPeakBytes(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}

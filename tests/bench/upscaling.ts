import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Section, table, verdict, whole } from "./report.ts";

interface Taken {
  seconds: number;
  peakBytes: number;
  sizeBytes: number;
}

const wantedBytes = 600_000_000;
const works = [
  { side: 1024, factor: 2 },
  { side: 1024, factor: 4 },
  { side: 2048, factor: 2 },
] as const;

/** Built-in Upscale: processor time for each megapixel that goes in, and the whole process's peak of memory. */
export async function measureUpscaling(): Promise<Section> {
  const rows: string[][] = [];
  let largest = 0;
  for (const { side, factor } of works) {
    const { seconds, peakBytes, sizeBytes } = await enlarge(side, factor);
    const megapixels = side ** 2 / 1e6;
    if (side === 2048) largest = peakBytes;
    rows.push([
      `${side} × ${side}, ${factor}×`,
      (seconds / megapixels).toFixed(1),
      seconds.toFixed(0),
      whole(peakBytes / 1e6),
      (sizeBytes / 1e6).toFixed(1),
    ]);
  }
  return {
    title: "Built-in Upscale",
    text: [
      "Each in a process of its own, one thread; a megapixel of the picture that goes in.",
      table(["picture", "s per megapixel", "s", "peak MB", "MB of file"], rows),
      `Under ${whole(wantedBytes / 1e6)} MB are wanted for 2048 × 2048 at 2×: ${verdict(largest < wantedBytes)}.`,
    ].join("\n\n"),
  };
}

async function enlarge(side: number, factor: number): Promise<Taken> {
  const args = ["tests/bench/programs/upscale-picture.ts", String(side), String(factor)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Taken;
}

import { join } from "node:path";
import sharp from "sharp";
import type { Factor } from "../../../app/.server/upscaler/upscale-limits.ts";
import { upscaleFile } from "../../../app/.server/upscaler/upscale-file.ts";

/** Enlarges one picture of so many pixels a side, and prints what that took as JSON. In a process of its own. */
const [side, factor] = process.argv.slice(2).map(Number) as [number, Factor];
sharp.cache(false);
sharp.concurrency(1);
const source = await sharp(join("public", "examples", "lighthouse.webp"))
  .resize(side, side, { fit: "cover" })
  .png()
  .toBuffer();
const before = process.cpuUsage();
const file = await upscaleFile({ source, factor }, () => {});
const { user, system } = process.cpuUsage(before);
const taken = {
  seconds: (user + system) / 1e6,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  sizeBytes: file.byteLength,
};
process.stdout.write(`${JSON.stringify(taken)}\n`);

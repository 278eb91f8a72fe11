import { readFileSync } from "node:fs";
import sharp from "sharp";
import { ingestImage } from "~/.server/media/ingest/ingest-image";

/**
 * `PICTURE=path`: takes a picture in as the worker does. Prints how long it took, and by how much memory rose at its
 * peak.
 */
const file = readFileSync(process.env["PICTURE"] ?? "");
const small = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#357" } })
  .png()
  .toBuffer();
await ingestImage(small, "<x/>");
const rssBefore = process.memoryUsage.rss();
const began = performance.now();
let outcome = "taken";
try {
  await ingestImage(file, "<x/>");
} catch (error) {
  outcome = String(Reflect.get(Object(error), "code"));
}
const seconds = (performance.now() - began) / 1000;
const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
const riseBytes = Math.max(0, Number(kilobytes) * 1024 - rssBefore);
process.stdout.write(JSON.stringify({ outcome, seconds, riseBytes }));

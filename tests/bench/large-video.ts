import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A server of its own process: answers every request with a video whose head is a real one and whose `mdat` has
 * LARGE_VIDEO_BYTES. Prints its origin.
 */
const sizeBytes = Number(process.env["LARGE_VIDEO_BYTES"]);
const small = await readFile("tests/emulators/files/video.mp4");
const head = Buffer.concat([small.subarray(0, small.indexOf("mdat") - 4), Buffer.from("0000mdat")]);
head.writeUInt32BE(sizeBytes - head.length + 8, head.length - 8);
const noise = randomBytes(1 << 20);

const server = createServer(async (_request, response) => {
  response.writeHead(200, { "content-type": "video/mp4", "content-length": sizeBytes });
  response.write(head);
  for (let left = sizeBytes - head.length; left > 0; left -= noise.length) {
    if (response.destroyed) return;
    if (!response.write(noise.subarray(0, left))) await once(response, "drain").catch(() => {});
  }
  response.end();
}).listen(0, "127.0.0.1");
await once(server, "listening");
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);

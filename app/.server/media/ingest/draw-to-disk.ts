import { randomUUID } from "node:crypto";
import { open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OutputInfo, Sharp } from "sharp";

/**
 * The bytes of a picture that is drawn now. They go to the disk as they are made, and are read from there: in memory
 * they would grow by doubling in whichever thread draws, which keeps that much for itself. The file has no name, so
 * that nothing is left of it however this process ends.
 */
export async function drawToDisk(picture: Sharp): Promise<{ data: Buffer; info: OutputInfo }> {
  const path = join(tmpdir(), `easel-drawn-${randomUUID()}`);
  const file = await open(path, "wx+", 0o600);
  try {
    await unlink(path);
    const info = await picture.toFile(`/dev/fd/${file.fd}`);
    const data = Buffer.allocUnsafeSlow((await file.stat()).size);
    for (let at = 0; at < data.length;) {
      const { bytesRead } = await file.read(data, at, data.length - at, at);
      if (bytesRead === 0) throw new Error("The picture is cut off");
      at += bytesRead;
    }
    return { data, info };
  } finally {
    await file.close();
  }
}

import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { z } from "zod";
import { bundleProgram, runProgram } from "./program.ts";
import { ratio, type Section, table, verdict, whole } from "./report.ts";

const goalBytes = 32_000_000;
const taken = z.object({ outcome: z.string(), seconds: z.number(), riseBytes: z.number() });

/**
 * What it takes to take in pictures that unfold to far more than their size, beside honest ones of the largest size.
 */
export async function measureHostilePictures(parent: string): Promise<Section> {
  const folder = await mkdtemp(join(parent, "pictures-"));
  const program = await bundleProgram("take-picture.ts", folder);
  const rows: string[][] = [];
  for (const [name, make, isHostile] of pictures) {
    const bytes = await make();
    const path = join(folder, "picture");
    await writeFile(path, bytes);
    const { outcome, seconds, riseBytes } = taken.parse(
      await runProgram(program, { PICTURE: path }),
    );
    rows.push([
      name,
      whole(bytes.length / 1000),
      outcome,
      ratio(seconds),
      whole(riseBytes / 1_000_000),
      isHostile
        ? `under ${whole(goalBytes / 1_000_000)} MB: ${verdict(riseBytes < goalBytes)}`
        : "",
    ]);
  }
  return {
    title: "Memory for a stranger's picture",
    text: [
      "Each taken in by a fresh process that has taken a small picture before; memory over that, at its peak.",
      table(["picture", "kB", "outcome", "seconds", "MB more memory", "wanted"], rows),
    ].join("\n\n"),
  };
}

const pictures: [name: string, make: () => Promise<Buffer>, isHostile: boolean][] = [
  ["PNG with 20 zTXt of 50 MB", () => withTexts("zTXt", "k\0\0", 20, 50), true],
  ["PNG with 20 iTXt of 50 MB", () => withTexts("iTXt", "k\0\u0001\0\0\0", 20, 50), true],
  ["PNG with a profile of 200 MB", () => withTexts("iCCP", "k\0\0", 1, 200), true],
  ["PNG with 2 million empty chunks", () => withMany(), true],
  ["JPEG with 20 MB of comments", () => withComments(), true],
  ["PNG of 49 megapixels", () => honest().png().toBuffer(), false],
  ["JPEG of 49 megapixels", () => honest().jpeg().toBuffer(), false],
];

const honest = () =>
  sharp({ create: { width: 7000, height: 7000, channels: 3, background: "#357" } });
const small = () => sharp({ create: { width: 64, height: 64, channels: 3, background: "#357" } });

async function behindHeader(chunks: Buffer): Promise<Buffer> {
  const png = await small().png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), chunks, png.subarray(33)]);
}

function withTexts(type: string, head: string, count: number, megabytes: number): Promise<Buffer> {
  const text = deflateSync(Buffer.alloc(megabytes * 1_000_000, 97), { level: 9 });
  const one = chunk(type, Buffer.concat([Buffer.from(head, "latin1"), text]));
  return behindHeader(Buffer.concat(Array<Buffer>(count).fill(one)));
}

const withMany = () => behindHeader(Buffer.alloc(24_000_000, chunk("teXt", Buffer.alloc(0))));

async function withComments(): Promise<Buffer> {
  const jpeg = await small().jpeg().toBuffer();
  const comment = Buffer.alloc(65_537, "x");
  comment.set([0xff, 0xfe, 0xff, 0xff]);
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.alloc(comment.length * 300, comment),
    jpeg.subarray(2),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

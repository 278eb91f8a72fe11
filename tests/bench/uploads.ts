import { join } from "node:path";
import sharp from "sharp";
import { signedInAs } from "../signed-in-as.ts";
import { median, ratio, type Section, table, verdict, whole } from "./report.ts";
import { watchResident } from "./resident.ts";
import { type BenchServer, startNode } from "./servers.ts";
import { signUp } from "./visitor.ts";

const rounds = 9;
const wanted = { bytesPerSecond: 50_000_000, riseBytes: 32 << 20 };
/** Just under what is taken. */
const mostBytes = 19_500_000;

/** How fast files are taken that people give to make something from, and what memory that takes. */
export async function measureUploads(folder: string): Promise<Section> {
  const env = { DATA_DIR: join(folder, "uploads"), HOST: "127.0.0.1", WORKER: "off" };
  const server = await startNode(["build/main.js"], env);
  try {
    const cookie = await signUp(server.origin);
    const rows = [];
    for (const [name, make] of Object.entries(pictures))
      rows.push(await measure(server, cookie, name, await make()));
    return {
      title: "Taking files that people give",
      text: [
        `A person sends a file of a form to one web process, one after the other: it is read to the disk, its type and size are looked at, it is decoded, freed of what it says about itself, drawn as a thumbnail and kept. The median of ${rounds}, after two that count for nothing; resident memory at the peak of all of them, over that before. Processor time is the whole process's; it holds on a busy machine, where seconds do not. Wanted: ${whole(wanted.bytesPerSecond / 1_000_000)} MB/s, and at most +${whole(wanted.riseBytes / (1 << 20))} MiB.`,
        table(
          [
            ...["file", "MB", "seconds", "processor seconds", "MB in one of them", "wanted"],
            ...["more MiB", "wanted"],
          ],
          rows,
        ),
      ].join("\n\n"),
    };
  } finally {
    await server.stop();
  }
}

const noise = { type: "gaussian", mean: 128, sigma: 30 } as const;
const noisy = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#888", noise } });

/** Each as large as files may be. */
const pictures: Record<string, () => Promise<Buffer>> = {
  "JPEG of 12 megapixels": () => padded(noisy(4000, 3000).jpeg({ quality: 90 }).toBuffer()),
  "JPEG of 1 megapixel, the rest a comment": () => padded(noisy(1000, 1000).jpeg().toBuffer()),
};

/** With as many comments as it takes. */
async function padded(making: Promise<Buffer>): Promise<Buffer> {
  const jpeg = await making;
  if (jpeg.length > mostBytes) throw new Error(`The picture has ${jpeg.length} bytes`);
  const comment = Buffer.alloc(65_537, "x");
  comment.set([0xff, 0xfe, 0xff, 0xff]);
  const count = Math.floor((mostBytes - jpeg.length) / comment.length);
  const comments = Buffer.alloc(count * comment.length, comment);
  return Buffer.concat([jpeg.subarray(0, 2), comments, jpeg.subarray(2)]);
}

async function measure(server: BenchServer, cookie: string, name: string, file: Buffer) {
  const { origin, pid } = server;
  const seconds: number[] = [];
  const processorSeconds: number[] = [];
  const send = async (at: number): Promise<void> => {
    // The same bytes would be the upload that there is.
    file[20] = 97 + at;
    const body = new FormData();
    for (const [key, value] of Object.entries(signedInAs(cookie))) body.append(key, value);
    body.append("upload", new Blob([Uint8Array.from(file)], { type: "image/jpeg" }), "a.jpg");
    const [began, beganProcessor] = [performance.now(), server.processorMs()];
    const headers = { cookie, origin, accept: "application/json" };
    const response = await fetch(`${origin}/uploads`, { method: "POST", body, headers });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`The upload was answered ${response.status}`);
    seconds.push((performance.now() - began) / 1000);
    processorSeconds.push((server.processorMs() - beganProcessor) / 1000);
  };
  await send(0);
  await send(1);
  seconds.length = processorSeconds.length = 0;
  const { beforeBytes, peakBytes } = await watchResident(pid, async () => {
    for (let at = 2; at < rounds + 2; at += 1) await send(at);
  });
  const speed = file.length / median(processorSeconds);
  const rise = peakBytes - beforeBytes;
  return [
    name,
    (file.length / 1_000_000).toFixed(1),
    ratio(median(seconds)),
    ratio(median(processorSeconds)),
    whole(speed / 1_000_000),
    verdict(speed >= wanted.bytesPerSecond),
    `+${whole(rise / (1 << 20))}`,
    verdict(rise <= wanted.riseBytes),
  ];
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { runnerImport } from "vite";
import type * as Provenance from "../app/.server/media/provenance.ts";
import { paint } from "../app/.server/ai/painter/paint.ts";
import { examples } from "../app/components/studio/examples.ts";
import { shapes } from "../app/domain/shapes.ts";

/** Paints the studio's example pictures into public/examples, each with its mark like every other file. */
const folder = join(import.meta.dirname, "../public/examples");
const { module } = await runnerImport<typeof Provenance>("./app/.server/media/provenance.ts");

await mkdir(folder, { recursive: true });
for (const { name, prompt, shape, seed } of examples) {
  const { width, height } = shapes[shape];
  const pixels = paint({ prompt, negativePrompt: "", width, height, seed, index: 0 });
  const xmp = module.buildXmp({ source: "algorithmicMedia", prompt, model: "Painter" }, null);
  const file = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ width: 640, height: 640, fit: "inside" })
    .withXmp(xmp)
    .webp({ quality: 82 })
    .toBuffer();
  await writeFile(join(folder, `${name}.webp`), file);
}

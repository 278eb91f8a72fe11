import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { runnerImport } from "vite";
import type * as Provenance from "../app/.server/media/ingest/provenance.ts";
import { paintScene } from "../app/.server/painter/paint.ts";
import { readPrompt } from "../app/.server/painter/read-prompt.ts";
import type { Scene } from "../app/.server/painter/scene.ts";
import { examples } from "../app/components/studio/examples.ts";
import { editExample, videoExample } from "../app/components/studio/tab-examples.ts";
import { shapes, type ShapeId } from "../app/domain/shapes.ts";

/** Paints the studio's example pictures into public/examples, each with its mark like every other file. */
const folder = join(import.meta.dirname, "../public/examples");
const { module } = await runnerImport<typeof Provenance>(
  "./app/.server/media/ingest/provenance.ts",
);

interface Example {
  prompt: string;
  shape: ShapeId;
  seed: number;
}

/** The same place in another season or at another hour. */
const changes: Readonly<Record<string, Partial<Scene>>> = {
  "house-winter": { season: "winter", ground: "snow" },
  "coast-golden": { time: "golden" },
  "coast-dusk": { time: "dusk" },
  "coast-night": { time: "night", light: "moon" },
};

async function paintFile(name: string, { prompt, shape, seed }: Example): Promise<void> {
  const { width, height } = shapes[shape];
  const asked = readPrompt({ prompt, negativePrompt: "", seed, index: 0 });
  const pixels = paintScene({ ...asked, ...changes[name] }, { width, height });
  const xmp = module.buildXmp({ source: "algorithmicMedia", prompt, model: "Painter" }, null);
  const file = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ width: 640, height: 640, fit: "inside" })
    .withXmp(xmp)
    .webp({ quality: 82 })
    .toBuffer();
  await writeFile(join(folder, `${name}.webp`), file);
}

await mkdir(folder, { recursive: true });
for (const example of examples) await paintFile(example.name, example);
for (const example of [editExample, videoExample])
  for (const { name } of example.pictures) await paintFile(name, example);

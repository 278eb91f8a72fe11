/**
 * `pnpm bench`: measures and writes tests/bench/results.md. BENCH_ONLY=starts,drain measures these parts alone and
 * leaves the results of the others as they are. Needs a built Easel (`pnpm build`).
 */
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { measureBodies } from "./bodies.ts";
import { measureDashboard } from "./dashboard.ts";
import { measureDrain } from "./drain.ts";
import { measureFilms } from "./films.ts";
import { measureGallery } from "./gallery.ts";
import { measureHostilePictures } from "./hostile-pictures.ts";
import { measureIngest } from "./ingest.ts";
import { measureListeners } from "./listeners.ts";
import { watchLoad } from "./machine-load.ts";
import { measureOverhead } from "./overhead.ts";
import { measurePages } from "./pages.ts";
import { linkPackages } from "./program.ts";
import { aboutThisRun, mergeSections, type Section } from "./report.ts";
import { measureProviders } from "./providers.ts";
import { measureSettings } from "./settings.ts";
import { measureStarts } from "./starts.ts";
import { measureUpscaling } from "./upscaling.ts";
import { measureUploads } from "./uploads.ts";
import { measureZipAndCleanUp } from "./zip-and-clean-up.ts";

process.chdir(dirname(dirname(import.meta.dirname)));
const results = "tests/bench/results.md";
const parts: Record<string, (folder: string) => Promise<Section | Section[]>> = {
  pages: measurePages,
  starts: measureStarts,
  drain: measureDrain,
  overhead: measureOverhead,
  listeners: measureListeners,
  settings: measureSettings,
  providers: measureProviders,
  bodies: measureBodies,
  pictures: measureHostilePictures,
  films: measureFilms,
  upscaling: measureUpscaling,
  gallery: measureGallery,
  dashboard: measureDashboard,
  objects: measureZipAndCleanUp,
  uploads: measureUploads,
  ingest: async (home) => ({ title: "Taking a large video", text: await measureIngest(home) }),
};
const chosen = process.env["BENCH_ONLY"]?.split(",") ?? Object.keys(parts);
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`BENCH_ONLY knows ${Object.keys(parts).join(", ")}; not ${unknown.join(", ")}`);
if (!existsSync("build/main.js")) throw new Error("Run `pnpm build` first");

const folder = await mkdtemp(join(tmpdir(), "easel-bench-"));
// PostgreSQL runs as another user when this runs as root, and must be able to pass.
await chmod(folder, 0o755);
try {
  await linkPackages(folder);
  const sections: Section[] = [];
  for (const name of chosen) {
    const endWatch = watchLoad();
    const measured = [await parts[name]!(folder)].flat();
    const load = endWatch();
    sections.push(...measured.map(({ title, text }) => ({ title, text: `${text}\n\n${load}` })));
  }
  for (const { title, text } of sections) process.stdout.write(`## ${title}\n\n${text}\n\n`);
  const isAll = chosen.length === Object.keys(parts).length;
  const old = isAll ? aboutThisRun() : await readFile(results, "utf8");
  await writeFile(results, mergeSections(old, sections));
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

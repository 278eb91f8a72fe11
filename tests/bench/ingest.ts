import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { build } from "vite";
import { median, ratio, table, verdict, whole } from "./report.ts";

interface Taken {
  seconds: number;
  /** Peak of the resident memory over what it was before. */
  riseBytes: number;
}

const sizeBytes = 300_000_000;
const wanted = { riseBytes: 48_000_000, share: 0.7 };

const howMeasured =
  "Ingestion fetches, checks, hashes and marks the video, and forces it to the disk; the copy is `http.get` piped into a file, and forces nothing. Each in a fresh process that has taken a small video before, in turns; medians.";

/**
 * Takes a video of 300 MB from a server on this machine to disk: as ingestion does it, and as a plain copy from stream
 * to stream. Each time in a fresh process that has taken a small video before. Medians, as Markdown.
 */
export async function measureIngest(parent: string, rounds = 3): Promise<string> {
  const folder = await mkdtemp(join(parent, "ingest-"));
  const program = await bundle(folder);
  const server = spawn(process.execPath, ["tests/bench/large-video.ts"], {
    env: { ...process.env, LARGE_VIDEO_BYTES: String(sizeBytes) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const origin = await firstLine(server);
    const copies: Taken[] = [];
    const ingestions: Taken[] = [];
    for (let round = 0; round < rounds; round += 1) {
      copies.push(await take(program, "copy", origin, folder));
      ingestions.push(await take(program, "ingest", origin, folder));
    }
    return report(copies, ingestions);
  } finally {
    server.kill();
    await rm(folder, { recursive: true });
  }
}

async function bundle(folder: string): Promise<string> {
  await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    resolve: { tsconfigPaths: true },
    ssr: { noExternal: true, external: ["sharp", "undici"] },
    build: { ssr: "tests/bench/take-video.ts", outDir: join(folder, "program"), minify: false },
  });
  return join(folder, "program", "take-video.js");
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error("The server prints nothing");
  const [line] = (await once(createInterface(stdout), "line")) as [string];
  return line;
}

async function take(program: string, how: string, origin: string, parent: string): Promise<Taken> {
  const folder = join(parent, how);
  await mkdir(folder);
  try {
    const args = [program, how, origin, folder];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as Taken;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function report(copies: readonly Taken[], ingestions: readonly Taken[]): string {
  const secondsOf = (all: readonly Taken[]) => median(all.map(({ seconds }) => seconds));
  const riseOf = (all: readonly Taken[]) => median(all.map(({ riseBytes }) => riseBytes));
  const share = secondsOf(copies) / secondsOf(ingestions);
  const speed = (all: readonly Taken[]) => whole(sizeBytes / 1_000_000 / secondsOf(all));
  const megabytes = (bytes: number) => whole(bytes / 1_000_000);
  const rise = riseOf(ingestions);
  const measured = table(
    ["a video of 300 MB, from a server to disk", "MB/s", "of the copy", "MB more memory", "wanted"],
    [
      ["plain stream copy", speed(copies), "", megabytes(riseOf(copies)), ""],
      [
        "ingestion",
        speed(ingestions),
        ratio(share),
        megabytes(rise),
        `${ratio(wanted.share)}: ${verdict(share >= wanted.share)}; under ${megabytes(wanted.riseBytes)} MB: ${verdict(rise < wanted.riseBytes)}`,
      ],
    ],
  );
  return `${howMeasured}\n\n${measured}`;
}

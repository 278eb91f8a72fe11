import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "vite";

/** Lets bundled programs in `folder` find the packages that stay packages. */
export async function linkPackages(folder: string): Promise<void> {
  await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
}

/** Bundles a program that uses Easel's own modules, the way the production build does. Returns its path. */
export async function bundleProgram(name: string, folder: string): Promise<string> {
  const outDir = join(folder, basename(name, ".ts"));
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    resolve: { tsconfigPaths: true },
    ssr: { noExternal: true, external: ["sharp", "postgres", "@supabase/lite", "bcryptjs"] },
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: { ssr: `tests/bench/programs/${name}`, outDir, emptyOutDir: false, minify: false },
  });
  return join(outDir, name.replace(/\.ts$/, ".js"));
}

function startProgram(path: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [path], {
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Runs a program to its end and returns the JSON that it prints. */
export async function runProgram(path: string, env: Record<string, string>): Promise<unknown> {
  const child = startProgram(path, env);
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${path} ended with ${code}`);
  return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
}

export interface RunningProgram {
  stop(): Promise<void>;
}

/** Starts a program and resolves when it has printed `sign`. */
export async function keepProgram(
  path: string,
  env: Record<string, string>,
  sign: string,
): Promise<RunningProgram> {
  const child = startProgram(path, env);
  const gone = once(child, "exit");
  const { promise: ready, resolve } = Promise.withResolvers<"ready">();
  let printed = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-20_000);
    if (printed.includes(sign)) resolve("ready");
  });
  if ((await Promise.race([ready, gone])) !== "ready")
    throw new Error(`${path} ended by itself.\n${printed}`);
  return {
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

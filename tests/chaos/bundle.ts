import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { build } from "vite";

export interface Programs {
  web: string;
  worker: string;
  check: string;
}

/**
 * Puts the built web server and the dying worker into `folder`, so that a build beside this run changes nothing. Needs
 * a built Easel. `sources` are bundled into `folder`/worker under their names, the worker's own among them. Returns the
 * paths of the programs.
 */
export async function makePrograms(
  folder: string,
  sources: { worker: string; [name: string]: string } = { worker: "tests/chaos/worker.ts" },
): Promise<Programs> {
  await Promise.all([
    cp("build", join(folder, "build"), { recursive: true }),
    symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules")),
    bundle(sources, join(folder, "worker")),
  ]);
  return {
    web: join(folder, "build", "main.js"),
    worker: join(folder, "worker", "worker.js"),
    check: join(folder, "build", "check.js"),
  };
}

async function bundle(input: Record<string, string>, outDir: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    resolve: { tsconfigPaths: true },
    ssr: { noExternal: true, external: ["sharp", "postgres", "@supabase/lite", "bcryptjs"] },
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input, output: { entryFileNames: "[name].js" } },
    },
  });
}

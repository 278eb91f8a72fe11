import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// `pnpm check`: the built program, so that a check looks at the data with the code that made it.

const program = new URL("../build/check.js", import.meta.url);

if (existsSync(fileURLToPath(program))) await import(program.href);
else {
  process.stderr.write("Easel is not built yet: run `pnpm build` first.\n");
  process.exitCode = 2;
}

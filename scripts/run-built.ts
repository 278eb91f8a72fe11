import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// `pnpm check`, `pnpm gradio:inspect`, `pnpm backup` and `pnpm restore`: the built program of that name, so that data
// are looked at and kept with the code that made them. What comes after the name is the program's own.

const [name = ""] = process.argv.splice(2, 1);
const program = new URL(`../build/${name}.js`, import.meta.url);

if (existsSync(fileURLToPath(program))) await import(program.href);
else {
  process.stderr.write("Easel is not built yet: run `pnpm build` first.\n");
  process.exitCode = 2;
}

import { parseArgs } from "node:util";
import { readEnv } from "./env";
import { inspectApp } from "./inspect-app";

const usage = "pnpm gradio:inspect https://user:password@gpu.example.org/sdxl, or owner/space";

/**
 * Prints what Easel makes of a Gradio app: a line for people, then a file for GRADIO_SPACES, to be changed and kept.
 * Exit codes: 0 something can be made with it, 1 nothing can, 2 it could not be asked.
 */
async function main(): Promise<number> {
  const [written, ...more] = parseArgs({ allowPositionals: true }).positionals;
  if (!written || more.length > 0) throw new Error(`Name one app: ${usage}`);
  const { models, line, problems, file } = await inspectApp(written, readEnv());
  if (models.length === 0) {
    process.stderr.write(problems.map((words) => `${words}\n`).join(""));
    return 1;
  }
  process.stderr.write(`${line}\n`);
  process.stdout.write(`${JSON.stringify(file, null, 2)}\n`);
  return 0;
}

function giveUp(error: unknown): number {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
}

process.exit(await main().catch(giveUp));

import { spawnSync } from "node:child_process";
import { verdictOf } from "./audit-verdict.ts";

// Asks the registry for known weaknesses of what Easel runs on. Ends with 1 when there is one, and says so when the
// registry in use answers no audits. Run by pnpm, which tells where it is: `pnpm deps:audit`.

const pnpm = process.env["npm_execpath"];
if (pnpm === undefined) throw new Error("Run this as pnpm deps:audit.");
const { stdout } = spawnSync(process.execPath, [pnpm, "audit", "--prod", "--json"], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});
const { lines, exitCode } = verdictOf(stdout);
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = exitCode;

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs Supabase's own program on the project's folder, with a home of its own. Rejects with what it said when it fails.
 */
export async function runSupabase(
  options: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "easel-supabase-"));
  try {
    const { stdout, stderr } = await run("node_modules/.bin/supabase", options, {
      env: { PATH: process.env["PATH"], HOME: home, DO_NOT_TRACK: "1", ...env },
    });
    return `${stdout}${stderr}`;
  } catch (cause) {
    const { stdout = "", stderr = "" } = Object(cause) as { stdout?: string; stderr?: string };
    throw new Error(`supabase ${options[0]} ${options[1]} failed: ${stdout}${stderr}`, { cause });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * `pnpm test:hosted`: what must hold on a Supabase project, tried on the one that the environment names. Without one it
 * says that nothing was tried, and ends well.
 */
import { spawnSync } from "node:child_process";
import { readTarget, targetVariables } from "./target.ts";

const run = (command: string, args: string[]): void => {
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

if (readTarget() === null) {
  const { jwtSecret, ...needed } = targetVariables;
  process.stdout.write(
    `Skipped: nothing was tested. Set ${Object.values(needed).join(", ")} (and ${jwtSecret}, where the project signs with a shared secret) to a project that may be tested on, as docs/hosting-supabase.md says.\n`,
  );
} else {
  run("react-router", ["build"]);
  run("vitest", ["run", "--project", "hosted"]);
}

import { parseArgs } from "node:util";
import { makeBackup } from "./backups";
import { readEnv } from "./env";
import { printFailure } from "./print-failure";

/** `pnpm backup FILE`. Exit codes: 0 made, 1 not made, and nothing of it kept. */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file, ...others] = positionals;
  if (!file || others.length > 0) {
    process.stderr.write("Name the file to write: pnpm backup FILE\n");
    return 1;
  }
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => stopping.abort(new Error("It was stopped.")));
  const { objects, gone, missing, elsewhere } = await makeBackup(readEnv(), file, stopping.signal);
  const lines = [
    `Backed up to ${file}: the database, the secrets and ${objects} stored objects. The file is as secret as the server: whoever has it can read and sign everything.`,
    gone.length > 0 &&
      `${gone.length} files were deleted while it was made; a restore leaves them out too.`,
    missing.length > 0 &&
      `${missing.length} objects were missing already (pnpm check says which), such as ${missing[0]}.`,
    elsewhere > 0 &&
      `${elsewhere} files are in a Vercel Blob store and stay there: they are not in the backup.`,
  ];
  process.stdout.write(`${lines.filter(Boolean).join("\n")}\n`);
  return 0;
}

process.exit(await main().catch((error: unknown) => printFailure("No backup was made.", error)));

import { parseArgs } from "node:util";
import { restoreFrom } from "./backups";
import { readEnv } from "./env";
import { printFailure } from "./print-failure";

/** `pnpm restore FILE`. Exit codes: 0 restored, 1 not restored, and the place as empty as before. */
async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file, ...others] = positionals;
  if (!file || others.length > 0) {
    process.stderr.write("Name the backup: pnpm restore FILE\n");
    return 1;
  }
  const env = readEnv();
  const { header, end } = await restoreFrom(env, file);
  process.stdout.write(
    `Restored into ${env.dataDir}: the database, the secrets and ${end.objects} stored objects, as they were on ${header.madeAt}. Start Easel on it now.\n`,
  );
  return 0;
}

process.exit(await main().catch((error: unknown) => printFailure("Nothing was restored.", error)));

import postgres from "postgres";
import { findRunning } from "../../app/.server/embedded/postgres.ts";
import { readSecrets } from "../../app/.server/embedded/secrets.ts";
import type { TestServer } from "./server";

/** One connection to the database of a running server, for what no form can do. To be ended by the caller. */
export async function openDatabase(
  { dataDir }: Pick<TestServer, "dataDir">,
  onNotice: (words: string) => void = () => undefined,
) {
  const secrets = await readSecrets(dataDir);
  const url = secrets && (await findRunning(dataDir, secrets));
  if (!url) throw new Error("The server's database is not running");
  return postgres(url, { max: 1, onnotice: ({ message }) => onNotice(message ?? "") });
}

import { formatCredits } from "~/domain/credits";
import { createContainer } from "./container";
import { sendHostsToEmulator } from "./emulated-hosts";
import { readEnv } from "./env";
import { AppError } from "./errors";
import { createLog } from "./log";

/** Prints what is wrong, one sentence a line, and a closing line. Exit codes: 0 all is well, 1 something is wrong. */
async function main(): Promise<number> {
  const env = readEnv();
  if (env.providerEmulator) sendHostsToEmulator(env.providerEmulator);
  const log = createLog({ level: "warn", write: (line) => void process.stderr.write(line) });
  const painterWorkerUrl = new URL("./painter-worker.js", import.meta.url);
  const container = await createContainer(env, log, painterWorkerUrl);
  try {
    const { violations, files, objects, orphans } = await container.checkEverything();
    for (const { rule, subject, sentence } of violations)
      process.stdout.write(`${rule} ${subject}: ${sentence}\n`);
    const found =
      violations.length === 0 ? "Nothing is wrong" : `${count(violations.length, "violation")}`;
    process.stdout.write(
      `${found}. Checked the database, ${count(files, "file")} and ${count(objects, "stored object")}.\n`,
    );
    if (orphans.count > 0)
      process.stdout.write(
        `${count(orphans.count, "request")} may have cost us money at a provider though the credits went back (${formatCredits(orphans.priceCredits)}).\n`,
      );
    return violations.length === 0 ? 0 : 1;
  } finally {
    await container.stop();
  }
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** The check itself did not work: exit code 2. Expected reasons as one plain sentence, others with their stack. */
function giveUp(error: unknown): number {
  process.stderr.write(`The check could not be done. ${wordsOf(error)}\n`);
  return 2;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "EnvError" || error.name === "StartError") return error.message;
  if (error instanceof AppError && error.cause instanceof Error)
    return `The database or the media store does not answer: ${error.cause.message}`;
  return error.stack ?? error.message;
}

process.exit(await main().catch(giveUp));

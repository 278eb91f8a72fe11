import { parseArgs } from "node:util";
import { formatCredits } from "~/domain/credits";
import { type Container, createContainer } from "./container";
import { readEnv } from "./env";
import { AppError } from "./errors";
import { createLog } from "./log";
import { checkEverything } from "./use-cases/check-everything";

/** How far the check has come; null: it has looked at nothing yet. */
let place: string | null = null;
let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (isStopping = true));

class Stopped extends Error {}

/** Prints what is wrong, one sentence a line, and a closing line. Exit codes: 0 all is well, 1 something is wrong. */
async function main(): Promise<number> {
  const { from = null } = parseArgs({ options: { from: { type: "string" } } }).values;
  const env = readEnv();
  const log = createLog({ level: "error", write: (line) => void process.stderr.write(line) });
  const workerUrlOf = (engine: string) => new URL(`./${engine}-worker.js`, import.meta.url);
  const container = await createContainer(env, log, workerUrlOf, { changesNothing: true });
  try {
    const listener = {
      onViolation: ({
        rule,
        subject,
        sentence,
      }: {
        rule: string;
        subject: string;
        sentence: string;
      }) => void process.stdout.write(`${rule} ${subject}: ${sentence}\n`),
      onPlace(reached: string) {
        place = reached;
        if (isStopping) throw new Stopped("It was stopped.");
      },
    };
    const { violations, files, objects, orphans } = await checkEverything(
      container,
      listener,
      from,
    );
    const apps = await container.checkGradio();
    for (const { line } of apps) process.stdout.write(`GRADIO_SPACES: ${line}.\n`);
    const wrong = apps.filter(({ isWrong }) => isWrong).length;
    const found = [
      ...(violations > 0 ? [count(violations, "violation")] : []),
      ...(wrong > 0 ? [count(wrong, "wrong setting")] : []),
    ];
    const seen = from === null ? "Checked" : `Checked, from "${from}" on,`;
    process.stdout.write(
      `${found.join(" and ") || "Nothing is wrong"}. ${seen} the database, ${count(files, "file")} and ${count(objects, "stored object")}.\n`,
    );
    if (orphans.count > 0)
      process.stdout.write(
        `${count(orphans.count, "request")} may have cost us money at a provider though the credits went back (${formatCredits(orphans.priceCredits)}).\n`,
      );
    const cleanUp = await container.cleanUpRuns.state();
    if (cleanUp.isLate) process.stdout.write(`${lateWords(cleanUp)}\n`);
    return found.length === 0 ? 0 : 1;
  } finally {
    await container.stop();
  }
}

type CleanUpState = Awaited<ReturnType<Container["cleanUpRuns"]["state"]>>;

function lateWords({ outcome, finishedAt }: CleanUpState): string {
  const late = "Files that should have been deleted more than a day ago are still here:";
  if (outcome === "failed")
    return `${late} the clean-up failed at ${finishedAt}, and the log says why.`;
  const last = finishedAt ? `the last clean-up ended at ${finishedAt}` : "no clean-up has ended";
  return `${late} ${last}. Have a scheduler call /cron/cleanup, or set CLEANUP_TIMER=on.`;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** The check itself did not work: exit code 2. Expected reasons as one plain sentence, others with their stack. */
function giveUp(error: unknown): number {
  process.stderr.write(`The check could not be done. ${wordsOf(error)}\n`);
  if (place) process.stderr.write(`To go on from there: pnpm check --from "${place}"\n`);
  return 2;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Stopped || error.name === "EnvError" || error.name === "StartError")
    return error.message;
  if (error instanceof AppError && error.code === "invalid_input")
    return "--from takes a place that an earlier check has printed.";
  if (error instanceof AppError && error.cause instanceof Error)
    return `The database or the media store does not answer: ${error.cause.message}`;
  return error.stack ?? error.message;
}

process.exit(await main().catch(giveUp));

import { AppError } from "./errors";

const told = new Set(["BackupError", "EnvError", "StartError"]);

/** Says on the terminal why a program could not do its work; the stack too where nobody expected it. Returns 1. */
export function printFailure(outcome: string, error: unknown): number {
  process.stderr.write(`${outcome} ${wordsOf(error)}\n`);
  return 1;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (told.has(error.name)) return error.message;
  if (error instanceof AppError && error.cause instanceof Error)
    return `The database or the media store does not answer: ${error.cause.message}`;
  return error.stack ?? error.message;
}

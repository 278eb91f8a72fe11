import { existsSync } from "node:fs";

/** What container engines leave in a container: there a terminal is a log. */
const containerMarks = ["/.dockerenv", "/run/.containerenv"];

/**
 * Writes a line to the terminal that somebody sits at, past every log. Null where there is none: standard output goes
 * into a file, a pipe or a container's log.
 */
export function findTerminal(
  output: Pick<NodeJS.WriteStream, "isTTY" | "write"> = process.stdout,
  exists: (path: string) => boolean = existsSync,
): ((line: string) => void) | null {
  if (!output.isTTY || containerMarks.some(exists)) return null;
  return (line) => void output.write(`${line}\n`);
}

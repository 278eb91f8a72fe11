import { resolve } from "node:path";
import { resetData } from "../app/.server/embedded/reset.ts";
import { StartError } from "../app/.server/embedded/start-error.ts";

// Empties the embedded database of DATA_DIR, with the pictures and mails that belong to it. Asks nothing.

const dataDir = resolve(process.env["DATA_DIR"] ?? ".data");

try {
  const removed = await resetData({ dataDir });
  const lines =
    removed.length === 0
      ? [`There is nothing to remove in ${dataDir}.`]
      : removed.map((path) => `removed ${path}`);
  process.stdout.write(`${lines.join("\n")}\n`);
} catch (cause) {
  if (!(cause instanceof StartError)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
}

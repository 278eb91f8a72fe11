import { join } from "node:path";
import { z } from "zod";
import { bundleProgram, runProgram } from "./program.ts";
import { median, ratio, type Section, table, verdict, whole } from "./report.ts";

const perSecond = z.record(z.string(), z.array(z.number()).min(1));

/** `start_generation` per second, against the same statements without it; one person against a hundred. */
export async function measureStarts(folder: string): Promise<Section> {
  const program = await bundleProgram("starts.ts", folder);
  const env = { DATA_DIR: join(folder, "starts-data") };
  const rates = perSecond.parse(await runProgram(program, env));
  const of = (name: string): number => median(rates[name] ?? []);
  const row = (words: string, name: string, base: string, goal?: number): (string | number)[] => {
    const share = of(name) / of(base);
    const wanted = goal === undefined ? "" : `${ratio(goal)}: ${verdict(share >= goal)}`;
    return [words, whole(of(name)), ratio(share), wanted];
  };
  return {
    title: "Starting generations",
    text: [
      "Starts per second on the built-in database, medians of 5 alternating rounds of 150. Raw: the same reads and writes in one transaction over one driver connection, all of them sent at once, so that no round trip counts. Wanted: the part in the database at least 0.80 of raw, all of it 0.90.",
      table(
        ["one after the other, one person", "starts/s", "of raw", "wanted"],
        [
          row("raw statements, sent at once", "statementsAtOnce", "statementsAtOnce"),
          row("raw statements, each answered first", "statementsInTurn", "statementsAtOnce"),
          row("`start_generation`, one driver connection", "oneFunction", "statementsAtOnce", 0.8),
          row("`start_generation`, the app's own client", "client", "statementsAtOnce", 0.9),
        ],
      ),
      table(
        ["16 at a time, the app's own client", "starts/s", "of 100 people", "wanted"],
        [
          row("100 people", "hundredUsers", "hundredUsers"),
          row("one person: each start waits for the one before", "oneUser", "hundredUsers"),
        ],
      ),
    ].join("\n\n"),
  };
}

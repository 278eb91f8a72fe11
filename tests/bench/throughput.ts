import { type Load, measureLoad, type Target } from "./load.ts";
import { median, ratio, table, verdict, whole } from "./report.ts";

export interface Row extends Target {
  name: string;
  /** The least share wanted of the bare Next.js page's requests per second. */
  wanted?: number;
}

/** What rows are compared with, by name; those that were not measured are left out. */
export interface Bases {
  react: string;
  next: string;
}

export interface Rounds {
  count: number;
  seconds: number;
}

type Medians = Record<keyof Load, number>;

const warmUpSeconds = 2;

/** Loads the pages one after the other, round by round, so that what else the machine does meets all of them. */
async function measure(rows: readonly Row[], rounds: Rounds): Promise<Map<string, Medians>> {
  const loads = new Map<string, Load[]>(rows.map(({ name }) => [name, []]));
  for (const row of rows) await measureLoad(row, warmUpSeconds);
  for (let round = 0; round < rounds.count; round += 1)
    for (const row of rows) loads.get(row.name)!.push(await measureLoad(row, rounds.seconds));
  const medians = [...loads].map(([name, all]) => {
    const of = (key: keyof Load): number => median(all.map((load) => load[key]));
    const keys = ["requestsPerSecond", "processorMs", "medianMs", "p99Ms", "bytes"] as const;
    return [name, Object.fromEntries(keys.map((key) => [key, of(key)])) as Medians] as const;
  });
  return new Map(medians);
}

/** A table of the pages' throughput. */
export async function throughput(
  rows: readonly Row[],
  bases: Bases,
  rounds: Rounds,
): Promise<string> {
  const measured = await measure(rows, rounds);
  const next = measured.get(bases.next);
  const react = measured.get(bases.react);
  const shareOf = (load: Medians, base: Medians | undefined): number | null =>
    base ? load.requestsPerSecond / base.requestsPerSecond : null;
  return table(
    [
      "page",
      "requests/s",
      "of Next.js",
      "wanted",
      "of React Router",
      "processor ms",
      "median ms",
      "p99 ms",
      "bytes",
    ],
    rows.map(({ name, wanted }) => {
      const load = measured.get(name)!;
      const ofNext = shareOf(load, next);
      const ofReact = shareOf(load, react);
      return [
        name,
        whole(load.requestsPerSecond),
        ofNext === null ? "" : ratio(ofNext),
        wanted === undefined || ofNext === null
          ? ""
          : `${ratio(wanted)}: ${verdict(ofNext >= wanted)}`,
        ofReact === null ? "" : ratio(ofReact),
        ratio(load.processorMs),
        whole(load.medianMs),
        whole(load.p99Ms),
        whole(load.bytes),
      ];
    }),
  );
}

import { join } from "node:path";
import { median, table, verdict, whole } from "./report.ts";
import { type BenchServer, startBare, startEasel } from "./servers.ts";

const starts = Number(process.env["BENCH_STARTS"] ?? 3);

/** From starting a process to its first page. */
export async function coldStarts(folder: string): Promise<string> {
  const first: number[] = [];
  const warm: number[] = [];
  const bare: number[] = [];
  for (let index = 0; index < starts; index += 1) {
    const dataDir = join(folder, `start-${index}`);
    first.push(await timeStart(() => startEasel(dataDir)));
    warm.push(await timeStart(() => startEasel(dataDir)));
    bare.push(await timeStart(startBare));
  }
  const row = (name: string, times: number[], goalMs: number | null): (string | number)[] => [
    name,
    whole(median(times)),
    goalMs === null ? "" : `under ${whole(goalMs)}: ${verdict(median(times) < goalMs)}`,
  ];
  return table(
    ["from starting the process to the first 200", "ms", "wanted"],
    [
      row("Easel, first time: makes its database", first, 6000),
      row("Easel, later", warm, 2000),
      row("bare page", bare, null),
    ],
  );
}

async function timeStart(start: () => Promise<BenchServer>): Promise<number> {
  const server = await start();
  await server.stop();
  return server.coldStartMs;
}

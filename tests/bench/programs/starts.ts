import { resolve } from "node:path";
import postgres from "postgres";
import { createDatabase } from "~/.server/db/clients";
import { startEmbeddedBackend } from "~/.server/embedded/backend";
import { createSupabaseGenerationStore } from "~/.server/generations/supabase-generation-store";
import type { Viewer } from "~/domain/viewer";
import {
  clearAway,
  makePeople,
  makeStart,
  mostStarts,
  startByFunction,
  startByStatements,
} from "./starting";

/** Starts generations in several ways, in alternating rounds, and prints how many each way started per second. */
type Ways = Record<string, { lanes: number; start(index: number): Promise<unknown> }>;

const rounds = 5;

async function main(): Promise<void> {
  const backend = await startEmbeddedBackend({
    dataDir: process.env["DATA_DIR"] ?? "",
    publicOrigin: "http://localhost",
    emailConfirmation: false,
    sessionLife: { idleDays: 30, maxDays: 90 },
    sendMail: async () => {},
    migrationsDir: resolve("supabase/migrations"),
    log: () => {},
  });
  const sql = postgres(backend.databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const store = createSupabaseGenerationStore(createDatabase(backend));
    const people = await makePeople(sql, 100);
    const [ann] = people as [Viewer, ...Viewer[]];
    const everybody = (index: number) => people[index % people.length] ?? ann;
    const perSecond = await measure(sql, {
      statementsInTurn: {
        lanes: 1,
        start: () => startByStatements(sql, ann, makeStart(), false),
      },
      statementsAtOnce: { lanes: 1, start: () => startByStatements(sql, ann, makeStart(), true) },
      oneFunction: { lanes: 1, start: () => startByFunction(sql, ann, makeStart()) },
      client: { lanes: 1, start: () => store.start(ann, makeStart()) },
      oneUser: { lanes: 16, start: () => store.start(ann, makeStart()) },
      hundredUsers: { lanes: 16, start: (index) => store.start(everybody(index), makeStart()) },
    });
    process.stdout.write(JSON.stringify(perSecond));
  } finally {
    await sql.end({ timeout: 1 });
    await backend.stop();
  }
}

/** The first round only warms up. */
async function measure(sql: postgres.Sql, ways: Ways): Promise<Record<string, number[]>> {
  const perSecond: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { lanes, start }] of Object.entries(ways)) {
      const rate = await rateOf(lanes, start);
      await clearAway(sql);
      if (round > 0) (perSecond[name] ??= []).push(rate);
    }
  }
  return perSecond;
}

async function rateOf(lanes: number, start: (index: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < mostStarts) await start(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return mostStarts / ((performance.now() - began) / 1000);
}

await main();

import { join } from "node:path";
import { keepFresh } from "../../app/.server/gallery/keep-fresh.ts";
import { openDatabase } from "../e2e/database.ts";
import { quantile, type Section, table, verdict, whole } from "./report.ts";
import { startNode } from "./servers.ts";

const seconds = 5;
const goalMs = 0.1;

/** What each request pays for the settings: from memory, renewed behind it from a real database. */
export async function measureSettings(folder: string): Promise<Section> {
  const dataDir = join(folder, "settings-data");
  const env = { DATA_DIR: dataDir, HOST: "127.0.0.1", WORKER: "off", LOG_LEVEL: "warn" };
  const server = await startNode(["build/main.js"], env);
  const sql = await openDatabase({ dataDir });
  let asked = 0;
  const { read } = keepFresh(
    async () => {
      asked += 1;
      return await sql`select public.public_settings()`;
    },
    { freshMs: 1000, staleMs: 3500 },
  );
  await read();
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (let since = performance.now(); since < end; since = performance.now()) {
    await read();
    times.push(performance.now() - since);
    // Requests come one by one, and answers of the database between them.
    await new Promise(setImmediate);
  }
  await sql.end();
  await server.stop();
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const micro = (ms: number) => (ms * 1000).toFixed(1);
  return {
    title: "Settings of the admins",
    text: [
      `${whole(times.length)} reads in ${seconds} seconds, each as one request has it; the database was asked ${asked} times.`,
      table(
        ["mean µs", "99% µs", "99.9% µs"],
        [[mean, quantile(times, 0.99), quantile(times, 0.999)].map(micro)],
      ),
      `Under ${goalMs} ms are wanted for each request: ${verdict(mean < goalMs)}.`,
    ].join("\n\n"),
  };
}

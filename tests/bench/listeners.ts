import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "../chaos/database.ts";
import { freePort } from "../e2e/server.ts";
import { type LiveMemory, readLiveMemory } from "./inspect.ts";
import { ratio, type Section, table, verdict, whole } from "./report.ts";
import { startNode } from "./servers.ts";
import { signUp } from "./visitor.ts";

const few = 100;
const many = 10_000;
/** Of one account twenty streams are open at most. */
const people = many / 20;
const lanes = 40;
const countedSeconds = 6;
/** PostgreSQL tells of what was asked while the streams were opened up to ten seconds later. */
const settleSeconds = 12;
const goalBytes = 12_000;

interface Cost {
  heapBytes: number;
  residentBytes: number;
  /** Database transactions per second, with few and with many listeners. */
  queries: [few: number, many: number];
}

/** What pages cost that only wait for changes: memory of the web process for each, and questions to the database. */
export async function measureListeners(folder: string): Promise<Section> {
  const bare = await costOf("tests/bench/programs/bare-listener.js", folder, null);
  const easel = await costOf("build/main.js", folder, join(folder, "listeners-data"));
  return {
    title: "Pages that listen",
    text: [
      `${whole(many)} open event streams of ${people} people, on which nothing happens, at one web process without a worker, beside the same of node:http alone. Memory after garbage collection, over that with ${few} streams. The counts of the database include those of this measurement.`,
      memoryTable(bare, easel),
      queryTable(easel),
    ].join("\n\n"),
  };
}

/** `dataDir`: null for a program without people and without a database. */
async function costOf(program: string, folder: string, dataDir: string | null): Promise<Cost> {
  const inspectPort = await freePort();
  const args = [`--inspect=127.0.0.1:${inspectPort}`, "--inspect-publish-uid=http", program];
  const env = {
    DATA_DIR: dataDir ?? folder,
    HOST: "127.0.0.1",
    WORKER: "off",
    LOG_LEVEL: "warn",
    MAX_CONNECTIONS: String(2 * many),
    // So that the accounts come from many networks.
    TRUST_PROXY: "last-hop",
  };
  const server = await startNode(args, env);
  const open: Socket[] = [];
  const stage = async (cookies: readonly string[], count: number) => {
    await openListeners(server.origin, cookies, open, count);
    const memory = await readLiveMemory(inspectPort);
    if (dataDir !== null) await wait(settleSeconds * 1000);
    return { memory, queries: dataDir === null ? 0 : await countQueries(dataDir) };
  };
  try {
    const cookies = await cookiesOf(server.origin, dataDir === null);
    const first = await stage(cookies, few);
    const last = await stage(cookies, many);
    const each = (pick: (memory: LiveMemory) => number): number =>
      (pick(last.memory) - pick(first.memory)) / (many - few);
    return {
      heapBytes: each(({ heapBytes }) => heapBytes),
      residentBytes: each(({ residentBytes }) => residentBytes),
      queries: [first.queries, last.queries],
    };
  } finally {
    for (const socket of open) socket.destroy();
    await server.stop();
  }
}

/** As long as a real one where there is nobody to sign up. */
async function cookiesOf(origin: string, isBare: boolean): Promise<string[]> {
  if (isBare) return [`easel-session=${"a".repeat(2100)}`];
  const cookies: string[] = [];
  while (cookies.length < people) {
    const network = `10.${cookies.length >> 8}.${cookies.length & 255}`;
    cookies.push(await signUp(origin, `${network}.1`));
  }
  return cookies;
}

function memoryTable(bare: Cost, easel: Cost): string {
  const row = (name: string, { heapBytes, residentBytes }: Cost, wanted: string) => [
    name,
    whole(heapBytes),
    whole(residentBytes),
    wanted,
  ];
  const goal = `under ${whole(goalBytes)}: ${verdict(easel.heapBytes < goalBytes)}`;
  return table(
    ["for each listener", "live bytes", "resident bytes", "wanted (live)"],
    [row("node:http alone", bare, ""), row("Easel", easel, goal)],
  );
}

function queryTable({ queries: [ofFew, ofMany] }: Cost): string {
  const doesGrow = ofMany > ofFew * 1.2 + 0.5;
  return table(
    ["listeners", "database transactions/s", "wanted"],
    [
      [whole(few), ratio(ofFew), ""],
      [whole(many), ratio(ofMany), `no more: ${verdict(!doesGrow)}`],
    ],
  );
}

/** Opens streams until there are `count`, each as soon as an earlier one has been let in. */
async function openListeners(
  origin: string,
  cookies: readonly string[],
  open: Socket[],
  count: number,
): Promise<void> {
  const { port, host } = new URL(origin);
  let left = count - open.length;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const cookie = cookies[left-- % cookies.length]!;
      open.push(await openListener(Number(port), host, cookie));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function openListener(port: number, host: string, cookie: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(
    `GET /events HTTP/1.1\r\nhost: ${host}\r\naccept: text/event-stream\r\ncookie: ${cookie}\r\n\r\n`,
  );
  let text = "";
  while (!text.includes("retry:")) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    text += chunk.toString();
    if (!text.startsWith("HTTP/1.1 200 ")) throw new Error(text.slice(0, 300));
  }
  socket.resume();
  return socket;
}

/** Transactions per second in Easel's database, whoever asks. */
async function countQueries(dataDir: string): Promise<number> {
  const database = await openDatabase(dataDir);
  const read = async (): Promise<number> => {
    const [row] = await database.ask(
      (sql) => sql<{ count: string }[]>`
        select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()`,
    );
    return Number(row?.count);
  };
  // Counters of a connection appear up to a second after its transactions.
  await wait(1500);
  const began = performance.now();
  const first = await read();
  await wait(countedSeconds * 1000);
  const last = await read();
  return (last - first) / ((performance.now() - began) / 1000);
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import { openDatabase } from "../e2e/database.ts";
import { type Crowd, fillGallery, type Hoarder, searches, tag } from "./many-files.ts";
import { findTableScans, watchPlans } from "./plans.ts";
import { ratio, type Section, table, verdict, whole } from "./report.ts";
import { startNode } from "./servers.ts";

const small: Crowd = { files: 10_000, people: 1, own: 10_000 };
const large: Crowd = { files: 1_000_000, people: 1000, own: 100_000 };
const wanted = 1.5;
const rounds = 15;

interface Question {
  name: string;
  /** Arguments of gallery_page. */
  of(hoarder: Hoarder, deep: Key): Record<string, unknown>;
}

/** A place in the list of saved files. */
interface Key {
  at: string;
  id: string;
}

const filtered = (name: string, filter: (hoarder: Hoarder) => object): Question => ({
  name,
  of: (hoarder) => ({ p_filter: filter(hoarder) }),
});

const questions: Question[] = [
  { name: "first page", of: () => ({}) },
  { name: "page 40", of: () => ({ p_page: 40 }) },
  {
    name: "the page after a key, deep in the list",
    of: (_, { at, id }) => ({ p_at: at, p_id: id }),
  },
  {
    name: "the page before that key",
    of: (_, { at, id }) => ({ p_at: at, p_id: id, p_is_before: true }),
  },
  { name: "oldest first", of: () => ({ p_sort: "oldest" }) },
  { name: "recent", of: () => ({ p_view: "recent" }) },
  { name: "trash", of: () => ({ p_view: "trash" }) },
  ...Object.entries(searches).map(([kind, search]) =>
    filtered(`search, ${kind} word`, () => ({ search })),
  ),
  filtered("search, two common words", () => ({ search: `${searches.common} etching` })),
  filtered("search, common word, of a kind", () => ({ search: searches.common, kind: "edit" })),
  filtered("search, common word, of a model", () => ({
    search: searches.common,
    model: "flux-dev",
  })),
  filtered("search, common word, of a month", () => ({
    search: searches.common,
    from: dayBefore(400),
    to: dayBefore(370),
  })),
  filtered("kind", () => ({ kind: "edit" })),
  filtered("model", () => ({ model: "flux-dev" })),
  filtered("shape", () => ({ shape: "16:9" })),
  filtered("month", () => ({ from: dayBefore(400), to: dayBefore(370) })),
  filtered("starred", () => ({ starred: true })),
  filtered("board", ({ boardId }) => ({ board: boardId })),
  filtered("tag", () => ({ tag })),
  filtered("made from one picture", ({ sourceId }) => ({ madeFrom: sourceId })),
  filtered("model, shape and starred", () => ({
    model: "flux-dev",
    shape: "16:9",
    starred: true,
  })),
  filtered("search on a board", ({ boardId }) => ({ board: boardId, search: searches.common })),
];

const dayBefore = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** A database with so many files, and one connection to it on which the hoarder asks. */
interface Gallery {
  ask(question: Question): Promise<void>;
  /** Processor time of that connection's process so far, in milliseconds. Linux alone tells it. */
  processorMs(): number;
  /** The same, and which large tables it read from end to end. */
  scans(question: Question): Promise<string[]>;
  stop(): Promise<void>;
}

/** How long the pages of a large gallery take the database, beside those of a small one. */
export async function measureGallery(folder: string): Promise<Section> {
  const galleries: Gallery[] = [];
  try {
    galleries.push(await openGallery(join(folder, "small-gallery"), small));
    galleries.push(await openGallery(join(folder, "large-gallery"), large));
    const [few, many] = galleries as [Gallery, Gallery];
    const rows = [];
    const scans: string[] = [];
    for (const question of questions) {
      const [fewTimes, manyTimes] = await compare(few, many, question);
      const share = manyTimes.processorMs / fewTimes.processorMs;
      const read = await many.scans(question);
      if (read.length > 0) scans.push(`${question.name}: ${read.join(", ")}`);
      rows.push([
        question.name,
        fewTimes.ms.toFixed(1),
        manyTimes.ms.toFixed(1),
        ratio(manyTimes.ms / fewTimes.ms),
        fewTimes.processorMs.toFixed(1),
        manyTimes.processorMs.toFixed(1),
        ratio(share),
        verdict(share <= wanted),
      ]);
    }
    return {
      title: "A large gallery",
      text: [
        `One call of the gallery's read model as its page makes it, 24 files of a view, on the built-in database: of a person with ${whole(small.own)} files, the only one, and of one with ${whole(large.own)} among ${whole(large.files)} of ${whole(large.people)} people. The shortest of ${rounds} alternating rounds. Processor time is that of the connection's process in PostgreSQL, which does all of the work; it holds on a busy machine, where milliseconds do not. The key is 24,000 files deep, in the small one 2,400. Wanted: at most ${ratio(wanted)} times the small one's processor time, and no plan that reads a large table from end to end.`,
        table(
          [
            "saved files",
            "small ms",
            "large ms",
            "of small",
            "small processor ms",
            "large processor ms",
            "of small",
            "wanted",
          ],
          rows,
        ),
        scans.length === 0
          ? "Plans: every large table is read by an index, in all of them."
          : `Plans that read a table from end to end: ${scans.join("; ")}.`,
      ].join("\n\n"),
    };
  } finally {
    for (const gallery of galleries) await gallery.stop();
  }
}

interface Times {
  ms: number;
  processorMs: number;
}

/** The shortest times: what else the machine does only adds to them. */
async function compare(few: Gallery, many: Gallery, question: Question): Promise<[Times, Times]> {
  const shortest = [few, many].map(() => ({ ms: Infinity, processorMs: Infinity }));
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, gallery] of [few, many].entries()) {
      const began = performance.now();
      const beganProcessor = gallery.processorMs();
      await gallery.ask(question);
      if (round < 0) continue;
      const best = shortest[index]!;
      best.processorMs = Math.min(best.processorMs, gallery.processorMs() - beganProcessor);
      best.ms = Math.min(best.ms, performance.now() - began);
    }
  }
  return shortest as [Times, Times];
}

async function openGallery(dataDir: string, crowd: Crowd): Promise<Gallery> {
  const env = { DATA_DIR: dataDir, HOST: "127.0.0.1", WORKER: "off", CLEANUP_TIMER: "off" };
  const server = await startNode(["build/main.js"], env);
  try {
    const asks = await openDatabase({ dataDir });
    const hoarder = await fillGallery(asks, crowd);
    await asks`vacuum analyze`;
    const [backend] = await asks<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const deep = await findKey(asks, hoarder, crowd.own * 0.24);
    const plans = await watchPlans(dataDir);
    const ask = (sql: postgres.Sql, { of }: Question) =>
      askAs(sql, hoarder, { p_view: "saved", p_sort: "newest", p_page: 1, ...of(hoarder, deep) });
    return {
      ask: (question) => ask(asks, question),
      processorMs: () => processorMs(backend!.pid),
      scans: async (question) => findTableScans(await plans.during((sql) => ask(sql, question))),
      async stop() {
        await Promise.all([asks.end(), plans.end()]);
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Of its one thread (proc(5)). */
function processorMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, "latin1").split(" ")[0]) / 1e6;
}

async function findKey(sql: postgres.Sql, { userId }: Hoarder, depth: number): Promise<Key> {
  const [key] = await sql<Key[]>`
    select created_at::text as at, id from media where user_id = ${userId} and shelf = 'saved'
    order by created_at desc, id desc offset ${depth} limit 1`;
  return key!;
}

/** As the app's own client does: the role, the claims and the call in one transaction. */
async function askAs(
  sql: postgres.Sql,
  hoarder: Hoarder,
  given: Record<string, unknown>,
): Promise<void> {
  const claims = { sub: hoarder.userId, session_id: hoarder.sessionId, role: "authenticated" };
  await sql.begin(async (transaction) => {
    await transaction`set local role authenticated`;
    await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
    const [row] = await transaction<{ listed: number }[]>`
      select jsonb_array_length(gallery_page(p_view => a.p_view, p_sort => a.p_sort, p_page => a.p_page,
        p_page_size => 24, p_filter => a.p_filter, p_at => a.p_at, p_id => a.p_id,
        p_is_before => a.p_is_before) -> 'items') as listed
      from jsonb_to_record(${transaction.json(given as postgres.JSONValue)}) as a (p_view media_shelf, p_sort text,
        p_page integer, p_filter jsonb, p_at timestamptz, p_id uuid, p_is_before boolean)`;
    if (row === undefined) throw new Error("The gallery's page does not answer");
  });
}

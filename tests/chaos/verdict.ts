import { readdir } from "node:fs/promises";
import type { Database } from "./database.ts";
import type { Receipt } from "./traffic.ts";

export interface Violation {
  /** Null when it is about no generation in particular. */
  generationId: string | null;
  sentence: string;
}

interface GenerationRow {
  id: string;
  status: string;
  failureCode: string | null;
  bought: number;
  charges: number;
  refunds: number;
  /** What was kept, in prices of one file. */
  kept: number;
  files: number;
}

export interface Verdict {
  violations: Violation[];
  generations: GenerationRow[];
}

/**
 * Compares what the database says of each generation with the provider's books and with what the browsers were told.
 */
export async function judge(
  database: Database,
  booksDir: string,
  receipts: readonly Receipt[],
): Promise<Verdict> {
  const generations = await readGenerations(database);
  const violations = [
    ...generations.flatMap((row) => faultsOf(row, receipts)),
    ...(await wrongReceipts(database, generations, receipts)),
    ...wrongEnds(generations, receipts),
    ...wrongBooks(generations, await readdir(booksDir)),
  ];
  return { violations, generations };
}

function readGenerations(database: Database): Promise<GenerationRow[]> {
  return database.ask(
    (sql) => sql<GenerationRow[]>`
      select g.id, g.status, g.failure_code as "failureCode", cardinality(g.media_ids) as bought,
        count(*) filter (where l.reason = 'charge')::int as charges,
        count(*) filter (where l.reason = 'refund')::int as refunds,
        (-sum(l.delta) / g.price_credits_each)::float as kept,
        (select count(*)::int from media m where m.generation_id = g.id) as files
      from generations g left join credit_ledger l on l.generation_id = g.id
      group by g.id order by g.created_at, g.id`,
  );
}

/** How many files come of a request that is made. */
function madeOf({ id, bought }: GenerationRow, receipts: readonly Receipt[]): number {
  const order = receipts.find(({ generationId }) => generationId === id)?.order;
  return order?.behaviour === "short" ? Math.max(1, bought - 1) : bought;
}

function faultsOf(row: GenerationRow, receipts: readonly Receipt[]): Violation[] {
  const { id, status, bought, charges, refunds, kept, files } = row;
  const faults: string[] = [];
  if (!["succeeded", "failed", "canceled"].includes(status)) faults.push(`it is still ${status}`);
  const isMade = status === "succeeded";
  if (charges !== 1) faults.push(`it was charged ${charges} times`);
  if (refunds !== (isMade ? bought - files : 1))
    faults.push(`${status}, it was refunded ${refunds} times`);
  if (kept !== files) faults.push(`${status}, the price of ${kept} files was kept for ${files}`);
  if (files !== (isMade ? madeOf(row, receipts) : 0))
    faults.push(`${status}, it has ${files} of ${bought} files`);
  return faults.map((sentence) => ({ generationId: id, sentence }));
}

/** Each order has the one generation that its browser was led to, and there is no other. */
async function wrongReceipts(
  database: Database,
  generations: readonly GenerationRow[],
  receipts: readonly Receipt[],
): Promise<Violation[]> {
  const keys = await database.ask(
    (sql) => sql<{ key: string; id: string }[]>`
      select key, generation_id as id from idempotency_keys`,
  );
  const generationOf = new Map(keys.map(({ key, id }) => [key, id]));
  const wrong = receipts.filter(
    ({ order, generationId }) => generationOf.get(order.idempotencyKey) !== generationId,
  );
  const known = new Set(receipts.map(({ generationId }) => generationId));
  const strays = generations.filter(({ id }) => !known.has(id));
  return [
    ...wrong.map(({ generationId }) => ({
      generationId,
      sentence: "a browser was led to it by a key that belongs to another",
    })),
    ...strays.map(({ id }) => ({ generationId: id, sentence: "no browser was led to it" })),
  ];
}

/** What kills workers is given up in the end. */
function wrongEnds(
  generations: readonly GenerationRow[],
  receipts: readonly Receipt[],
): Violation[] {
  const deadly = receipts.filter(({ order }) => order.behaviour === "deadly");
  return deadly.flatMap(({ generationId }) => {
    const status = generations.find(({ id }) => id === generationId)?.status;
    return status === "failed"
      ? []
      : [{ generationId, sentence: `it kills workers, and ended as ${status}` }];
  });
}

/** The provider was paid once for each request, and told to stop only what nobody wanted any more. */
function wrongBooks(generations: readonly GenerationRow[], books: readonly string[]): Violation[] {
  return generations.flatMap(({ id, status, failureCode }) => {
    const mine = books.filter((name) => name.startsWith(id));
    const submits = mine.filter((name) => name.includes(".job.")).length;
    const isCanceled = mine.some((name) => name.includes(".canceled."));
    const isUnwanted = status === "canceled" || (status === "failed" && failureCode === "deadline");
    const faults = [
      ...(submits > 1 ? [`the provider was paid ${submits} times`] : []),
      ...(isCanceled && !isUnwanted
        ? [`${status} ${failureCode ?? ""}, but the provider was told to stop`]
        : []),
      ...(status === "succeeded" && submits === 0 ? ["nobody was asked to make it"] : []),
    ];
    return faults.map((sentence) => ({ generationId: id, sentence }));
  });
}

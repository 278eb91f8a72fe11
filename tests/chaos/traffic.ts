import { setTimeout as wait } from "node:timers/promises";
import { isTerminal, type GenerationStatus } from "../../app/domain/generation.ts";
import type { Cluster } from "./cluster.ts";
import type { Database } from "./database.ts";
import { type Order, people, type Schedule } from "./schedule.ts";
import { cancel, placeOrder, signUp, type Visitor } from "./visitors.ts";

/** What came of one order, as its browser saw it. */
export interface Receipt {
  order: Order;
  generationId: string;
}

export interface Traffic {
  receipts: readonly Receipt[];
  /** What no browser should see. */
  complaints: readonly string[];
}

const lanesEach = 2;
/** Longer than the deadline of a picture, and than the sweeps after it on a slow machine. */
const longestMs = 900_000;

/** Has people place all orders, each person a few at a time. `onPlaced` hears of each order that was answered. */
export async function runTraffic(
  schedule: Schedule,
  cluster: Cluster,
  database: Database,
  onPlaced: () => void,
): Promise<Traffic> {
  const indexes = Array.from({ length: people }, (_, index) => index);
  const visitors: Visitor[] = [];
  for (const index of indexes) visitors.push(await signUp(cluster.origins, index));
  const watch = watchGenerations(database);
  const receipts: Receipt[] = [];
  const complaints: string[] = [];

  const serve = async (order: Order): Promise<void> => {
    const visitor = visitors[order.person]!;
    try {
      const generationId = await place(order, visitor, cluster);
      receipts.push({ order, generationId });
      onPlaced();
      await Promise.all([
        afterwards(order, visitor, generationId, cluster, database),
        watch.ended(generationId),
      ]);
    } catch (error) {
      complaints.push(`${order.prompt}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const lanes = indexes.flatMap((person) =>
    Array.from({ length: lanesEach }, async (_, lane) => {
      const mine = schedule.orders.filter((order) => order.person === person);
      for (const order of mine.filter((_order, at) => at % lanesEach === lane)) await serve(order);
    }),
  );
  await Promise.all(lanes);
  await watch.stop();
  return { receipts, complaints };
}

/** Sends all copies of the form at once. Every one has to lead to the same page. */
async function place(order: Order, visitor: Visitor, { origins }: Cluster): Promise<string> {
  const answers = await Promise.all(
    order.copies.map((origin) => placeOrder(origins, visitor, order, origin)),
  );
  const seen = new Set(answers.map(({ status, location }) => `${status} ${location}`));
  const [answer = ""] = seen;
  const generationId = /^302 \/generations\/([0-9a-f-]{36})$/.exec(answer)?.[1];
  if (seen.size !== 1 || !generationId) throw new Error(`answered ${[...seen].join(" and ")}`);
  return generationId;
}

async function afterwards(
  order: Order,
  visitor: Visitor,
  generationId: string,
  { origins }: Cluster,
  database: Database,
): Promise<void> {
  if (order.triesOtherWords) {
    const { status } = await placeOrder(origins, visitor, order, 0, `${order.prompt} with a boat`);
    if (status !== 409) throw new Error(`the same key with other words was answered ${status}`);
  }
  if (order.deadlineAfterMs !== null)
    await bringForward(database, generationId, order.deadlineAfterMs / 1000);
  if (order.cancelAfterMs !== null) {
    await wait(order.cancelAfterMs);
    const { status } = await cancel(origins, visitor, `/generations/${generationId}`, 1);
    if (status !== 302 && status !== 409) throw new Error(`canceling was answered ${status}`);
  }
}

/** Once it is being made: its first worker gives it a deadline of its own. */
async function bringForward(database: Database, generationId: string, inSeconds: number) {
  const isDone = async (): Promise<boolean> => {
    const [row] = await database.ask(
      (sql) => sql<{ isDone: boolean }[]>`
        with sooner as (
          update generations set deadline_at = clock_timestamp() + make_interval(secs => ${inSeconds})
          where id = ${generationId} and status = 'running' returning id
        )
        select exists (select from sooner) or status not in ('queued', 'running') as "isDone"
        from generations where id = ${generationId}`,
    );
    return row?.isDone ?? true;
  };
  while (!(await isDone())) await wait(50);
}

/** One look at the database for everybody who waits. */
export function watchGenerations(database: Database) {
  const unfinished = new Map<string, () => void>();
  let isOver = false;
  const look = async (): Promise<void> => {
    while (!isOver) {
      const rows = await database.ask(
        (sql) => sql<{ id: string; status: GenerationStatus }[]>`
          select id, status from generations where id = any(${[...unfinished.keys()]}::uuid[])`,
      );
      for (const { id, status } of rows) if (isTerminal(status)) unfinished.get(id)?.();
      await wait(200);
    }
  };
  const looking = look();
  return {
    async ended(generationId: string): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      unfinished.set(generationId, resolve);
      const late = wait(longestMs, "late" as const, { ref: false });
      const outcome = await Promise.race([promise, late]);
      unfinished.delete(generationId);
      if (outcome === "late") throw new Error(`has not ended after ${longestMs / 1000} seconds`);
    },
    async stop(): Promise<void> {
      isOver = true;
      await looking;
    },
  };
}

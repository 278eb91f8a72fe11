import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { startWorker } from "~/.server/generations/worker";
import { inputOf, refusalOf, startWorld } from "../sql/world";
import { behindProxy } from "./behind-proxy";
import { startPipeline } from "./pipeline";

const world = await startWorld();
const { sql, store, backend } = world;

const rowsOf = async (generationId: string) =>
  (await sql`select from generations where id = ${generationId}`).length;

test("a start that dies with its connection leaves nothing behind, and the same key starts it afterwards", async () => {
  const ann = await world.person();
  const input = inputOf();
  await sql.begin(async (tx) => {
    await tx`select from users where id = ${ann.userId} for update`;
    const lost = refusalOf(store.start(ann, input));
    const waiting = () => sql<{ pid: number }[]>`
      select pid from pg_stat_activity
      where application_name = 'easel-rpc' and datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waiting()).length).toBe(1);
    const [{ pid } = { pid: 0 }] = await waiting();
    await sql`select pg_terminate_backend(${pid})`;
    expect((await lost).code).toBe("unavailable");
  });
  expect(await rowsOf(input.generationId)).toBe(0);
  expect(await world.balance(ann)).toBe(10_000);
  expect(await store.start(ann, input)).toMatchObject({ replayed: false });
  expect(await world.balance(ann)).toBe(9500);
  expect(await world.violations()).toEqual([]);
});

test("a start whose answer was lost after the commit is answered again by its key, and charged once", async () => {
  const { proxy, store: cutOff } = await behindProxy(world);
  const ann = await world.person();
  await cutOff.start(ann, inputOf());
  const input = inputOf();
  proxy.cutAfterSending(input.idempotencyKey);
  expect((await refusalOf(cutOff.start(ann, input))).code).toBe("unavailable");
  await expect.poll(() => rowsOf(input.generationId)).toBe(1);
  const again = { ...input, generationId: randomUUID(), mediaIds: [randomUUID()] };
  expect(await cutOff.start(ann, again)).toEqual({
    generationId: input.generationId,
    replayed: true,
  });
  expect(await world.balance(ann)).toBe(9000);
  expect(await world.violations()).toEqual([]);
});

test("calls on a line that has fallen silent end by themselves and end nothing else, and later ones take another line", async () => {
  const { proxy, store: silenced } = await behindProxy(world);
  const ann = await world.person();
  await Promise.all(Array.from({ length: 3 }, () => silenced.readQueue(0, 1)));
  const madeBefore = proxy.connections();
  proxy.fallSilent();
  // Not even a request to cancel the statements gets through.
  const listenAgain = proxy.refuseNewLines();
  const calls = Array.from({ length: 3 }, () => refusalOf(silenced.start(ann, inputOf())));
  for (const { code } of await Promise.all(calls)) expect(code).toBe("unavailable");
  listenAgain();
  await expect.poll(() => silenced.readQueue(0, 1).catch(() => "unavailable")).toEqual([]);
  expect(proxy.connections()).toBeGreaterThan(madeBefore);
  expect(await world.balance(ann)).toBe(10_000);
});

test.each(["40001", "40P01"])(
  "a start that collides every time (%s) is unavailable in the end, and charges nothing",
  async (state) => {
    const ann = await world.person();
    const input = inputOf();
    await plantFailure("generations", "insert", state);
    expect((await refusalOf(store.start(ann, input))).code).toBe("unavailable");
    // A sequence is not rolled back.
    expect(await sql`select last_value::int as tries from public.tries`).toEqual([{ tries: 3 }]);
    await unplantFailure();
    expect(await rowsOf(input.generationId)).toBe(0);
    expect(await world.balance(ann)).toBe(10_000);
  },
);

test("no provider is asked while the database cannot write, full or read-only, and the work is done afterwards", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const id = await world.start(ann);

  await plantFailure("generations", "update", "53100");
  expect((await refusalOf(pipeline.work(id))).code).toBe("unavailable");
  await unplantFailure();
  expect(pipeline.provider.submits).toEqual([]);

  const beforeSubmit = await startPipeline(world, {
    ...store,
    recordSubmitIntent: async (claim, provider) => {
      await setReadOnly(true);
      return await store.recordSubmitIntent(claim, provider);
    },
  });
  expect((await refusalOf(beforeSubmit.work(id))).code).toBe("unavailable");
  expect((await refusalOf(store.readQueue(10, 1))).code).toBe("unavailable");
  expect((await refusalOf(store.start(ann, inputOf()))).code).toBe("unavailable");
  expect(beforeSubmit.provider.submits).toEqual([]);

  await setReadOnly(false);
  expect(await world.balance(ann)).toBe(9500);
  await sql`update private.generation_jobs set lease_expires_at = now() where generation_id = ${id}`;
  await pipeline.work(id);
  expect(await world.status(id)).toBe("succeeded");
  expect(pipeline.provider.submits).toEqual([id]);
  expect(await world.violations()).toEqual([]);
});

test("a worker rests longer and longer while the database only reads, and goes on by itself afterwards", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  await sql`update pgmq.q_generations set vt = clock_timestamp() + interval '1 hour'`;
  await setReadOnly(true);
  const failures: number[] = [];
  const worker = startWorker({
    store,
    run: ({ generationId }) => pipeline.work(generationId),
    concurrency: 2,
    leaseSeconds: 30,
    finishMs: 1000,
    idleMs: 10,
    sweepMs: 60_000,
    log: (_message, facts) => void failures.push(Number(facts["failures"])),
  });
  onTestFinished(() => worker.stop());
  await expect.poll(() => failures.length).toBeGreaterThan(4);
  const begun = performance.now();
  const seen = failures.length;
  await setReadOnly(false);
  const id = await world.start(ann);
  await expect.poll(() => world.status(id)).toBe("succeeded");
  // Each pause is at least half of a doubling: only so many fit into the time.
  const fitting = Math.log2((performance.now() - begun) / 5 + 2 ** seen);
  expect(failures.length).toBeLessThanOrEqual(Math.ceil(fitting) + 1);
  expect(failures).toEqual(failures.map((_, index) => index + 1));
});

/** From now on every such statement fails as if PostgreSQL itself had said so. */
async function plantFailure(table: string, verb: string, state: string): Promise<void> {
  await sql.unsafe(`
    create sequence public.tries;
    create function public.planted() returns trigger language plpgsql security definer as $$
    begin perform nextval('public.tries'); raise exception 'planted' using errcode = '${state}'; end $$;
    create trigger planted before ${verb} on ${table} for each row execute function public.planted()`);
}

const unplantFailure = () =>
  sql.unsafe("drop function public.planted cascade; drop sequence public.tries");

/** As a standby, or a server whose administrator has locked it. Reaches the app's connections at once. */
async function setReadOnly(readOnly: boolean): Promise<void> {
  const { pathname } = new URL(backend.databaseUrl);
  await sql.begin("read write", (tx) =>
    tx.unsafe(
      `alter database ${pathname.slice(1)} set default_transaction_read_only = ${readOnly ? "on" : "off"}`,
    ),
  );
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'easel-rpc' and datname = current_database()`;
  const reads = () =>
    world.server.call("public_settings", {}).then(
      () => true,
      () => false,
    );
  await expect.poll(reads).toBe(true);
}

import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { AppError } from "~/.server/errors";
import type { Viewer } from "~/domain/viewer";
import { inputOf, sessionOf, startWorld } from "../sql/world";
import { behindProxy } from "./behind-proxy";

const world = await startWorld();
const { sql, store } = world;
/** As many as the pool has connections. */
const connections = 10;
const patienceMs = 300;

const many = <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, work));
/** What becomes of a call: its answer, or the code that it is refused with. */
const outcomeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.catch((error: unknown) => (error instanceof AppError ? error.code : error));
const unavailable = (count: number) => Array.from({ length: count }, () => "unavailable");

/** Nobody else can start anything for this person until the returned function is called. */
async function hold({ userId }: Viewer): Promise<() => Promise<void>> {
  const holder = await sql.reserve();
  let isHeld = true;
  const letGo = async () => {
    if (!isHeld) return;
    isHeld = false;
    await holder`commit`;
    holder.release();
  };
  onTestFinished(letGo);
  await holder`begin`;
  await holder`select from users where id = ${userId} for update`;
  return letGo;
}

const waiting = async () => {
  const rows = await sql`
    select from pg_stat_activity
    where application_name = 'easel-rpc' and datname = current_database() and wait_event_type = 'Lock'`;
  return rows.length;
};

test("what PostgreSQL said to connections before they died is not said to the calls that come after", async () => {
  const ann = await world.person();
  const letGo = await hold(ann);
  const lost = many(connections, () => outcomeOf(store.start(ann, inputOf())));
  await expect.poll(waiting).toBe(connections);
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = 'easel-rpc' and datname = current_database()`;
  expect(await lost).toEqual(unavailable(connections));
  await letGo();
  const answers = await many(connections, () => outcomeOf(store.readQueue(0, 1)));
  expect(answers).toEqual(Array.from({ length: connections }, () => []));
});

test("calls that are given up while their connections are being made do not block these for later ones", async () => {
  const { proxy, server, store } = await behindProxy(world);
  const madeBefore = proxy.connections();
  const letThrough = proxy.delayNewLines();
  const call = () => outcomeOf(server.call("ready", {}, patienceMs));
  expect(await many(connections, call)).toEqual(unavailable(connections));
  letThrough();
  const answers = await many(connections, () => outcomeOf(store.readQueue(0, 1)));
  expect(answers).toEqual(Array.from({ length: connections }, () => []));
  expect(proxy.connections()).toBe(madeBefore + connections);
});

test("a cancellation that arrives late does not fail the next statement on the connection", async () => {
  const { proxy, server, store: slow } = await behindProxy(world);
  const ann = await world.person();
  await slow.readQueue(0, 1);
  const letGo = await hold(ann);
  const letThrough = proxy.delayNewLines();
  const generationId = randomUUID();
  const given = {
    ...sessionOf(ann),
    ...{ p_generation_id: generationId, p_media_ids: [randomUUID()], p_kind: "image" as const },
    ...{ p_model: "painter", p_prompt: "late", p_negative_prompt: "", p_settings: {} },
    ...{ p_price_credits_each: 500, p_idempotency_key: randomUUID(), p_input_hash: "x" },
    ...{ p_usual_seconds: 5, p_work_seconds: 300, p_wait_seconds: 300 },
  };
  const late = outcomeOf(server.call("start_generation", given, patienceMs));
  expect(await late).toBe("unavailable");
  await letGo();
  await expect.poll(() => world.status(generationId)).toBe("queued");
  const letGoAgain = await hold(ann);
  const next = outcomeOf(slow.start(ann, inputOf()));
  await expect.poll(waiting).toBe(1);
  const cancelled = async () => (await waiting()) === 0;
  letThrough();
  await expect.poll(cancelled, { interval: 1 }).toBe(true);
  await letGoAgain();
  expect(await next).toMatchObject({ replayed: false });
});

test("calls that waited in line for connections that are thrown away are made over new ones", async () => {
  const ann = await world.person();
  // A line that stands still is given up after 1.5 s, and the connections half a second before: a machine may need
  // several goes.
  await expect.poll(() => waitInLine(ann)).toEqual([]);
});

/** What becomes of a call that waits in line while the connections before it are thrown away. */
async function waitInLine(ann: Viewer): Promise<unknown> {
  const { proxy, server, store: kept } = await behindProxy(world);
  await kept.readQueue(0, 1);
  proxy.fallSilent();
  const letGo = await hold(ann);
  const listenAgain = proxy.refuseNewLines();
  const silent = outcomeOf(server.call("ready", {}, patienceMs));
  listenAgain();
  const others = many(connections - 1, () => outcomeOf(kept.start(ann, inputOf())));
  await expect.poll(waiting).toBe(connections - 1);
  proxy.refuseNewLines();
  await silent;
  const inLine = outcomeOf(kept.readQueue(0, 1));
  listenAgain();
  const isReplaced = () =>
    server.call("ready", {}, 200).then(
      () => true,
      () => false,
    );
  await expect.poll(isReplaced).toBe(true);
  await letGo();
  await others;
  return await inLine;
}

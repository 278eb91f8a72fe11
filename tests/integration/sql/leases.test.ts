import { expect, test } from "vitest";
import { CanceledError } from "~/.server/ai/port";
import { keepLease } from "~/.server/use-cases/run-generation/lease";
import { createLeaseWatch } from "~/.server/use-cases/run-generation/lease-watch";
import { claimById, startWorld } from "./world";

const world = await startWorld();
const { sql, store } = world;

/** How many connections wait for a lock in this database. */
async function waiting(): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.count ?? 0;
}

test("gives nobody a lease that its worker is extending at that moment", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  await sql`update private.generation_jobs set lease_expires_at = now() - interval '1 second' where generation_id = ${claim.id}`;
  const holder = await sql.reserve();
  await holder`begin`;
  await holder`select from private.generation_jobs where generation_id = ${claim.id} for update`;
  const beat = store.heartbeat(claim, 60);
  await expect.poll(waiting).toBe(1);
  const second = claimById(sql, store, claim.id).then(
    () => "a second lease",
    () => "nothing",
  );
  await expect.poll(waiting).toBe(2);
  await holder`commit`;
  holder.release();
  expect([await beat, await second]).toEqual(["held", "nothing"]);
});

test("names the leases that are lost: canceled, ended or taken, and no other", async () => {
  const ann = await world.person();
  const [held, canceled, failed, taken] = [
    await world.startAndClaim(ann),
    await world.startAndClaim(ann),
    await world.startAndClaim(ann),
    await world.startAndClaim(ann),
  ];
  const all = [held, canceled, failed, taken];
  expect(await store.lostLeases(all)).toEqual([]);
  await store.cancel(ann, canceled.id);
  await store.fail(failed, "busy", "Too busy.");
  await store.release(taken, { delaySeconds: 0, countsAsAttempt: true });
  await claimById(sql, store, taken.id);
  const lost = [canceled, failed, taken].map(({ leaseToken }) => leaseToken);
  expect((await store.lostLeases(all)).toSorted()).toEqual(lost.toSorted());
  expect(await store.lostLeases([])).toEqual([]);
});

test("has a worker hear of a cancel long before its next heartbeat", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  const watch = createLeaseWatch({ generations: store, everyMs: 10, log: () => {} });
  const beats: string[] = [];
  const generations = {
    async heartbeat(...beat: Parameters<typeof store.heartbeat>) {
      const held = await store.heartbeat(...beat);
      beats.push(held);
      return held;
    },
  };
  const lease = keepLease({ generations, leaseSeconds: 86_400, watch, log: () => {} }, claim);
  await store.cancel(ann, claim.id);
  await expect.poll(() => lease.signal.aborted).toBe(true);
  lease.stop();
  expect(lease.signal.reason).toBeInstanceOf(CanceledError);
  expect(beats[0]).toBe("refunded");
});

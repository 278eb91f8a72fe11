import { expect, test } from "vitest";
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

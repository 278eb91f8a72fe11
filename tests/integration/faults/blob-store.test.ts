import { afterEach, beforeEach, expect, test } from "vitest";
import type { Fault } from "../../emulators/emulator";
import { emulatedBlobToken } from "../../emulators/vercel-blob";
import { startBlobStore, type BlobUnderTest } from "../../unit/server/media/stores/stores";
import { startWorld } from "../sql/world";
import { startPipeline } from "./pipeline";

const world = await startWorld();
let blob: BlobUnderTest;
beforeEach(async () => {
  blob = await startBlobStore();
});
afterEach(() => blob.close());

const answered = (status: number, code: string): Fault => ({
  ...{ method: "PUT", path: "/vercel.com/api/blob", times: 1000, what: "answer" },
  answer: { status, json: { error: { code, message: code } } },
});
const faults: [string, Fault][] = [
  ["answers every put with 500", answered(500, "internal_server_error")],
  ["is too busy", answered(429, "rate_limited")],
  ["is suspended for its quota", answered(403, "store_suspended")],
  ["refuses the token", answered(403, "forbidden")],
  ["is too slow", { method: "PUT", path: "/vercel.com", times: 1000, what: "hang" }],
  ["breaks every connection", { path: "/vercel.com", times: 1000, what: "drop" }],
];

/** A generation that the Blob store keeps from being finished, and the worker that tries. */
async function begin(fault: Fault) {
  const store = blob.client(emulatedBlobToken, fault.what === "hang" ? { partMs: 300 } : {});
  const pipeline = await startPipeline(world, undefined, store);
  const ann = await world.person();
  const generationId = await world.start(ann);
  blob.emulator.order(fault);
  return { pipeline, ann, generationId };
}

test.each(faults)("refunds when the Blob store %s, after some attempts", async (_, fault) => {
  const { pipeline, ann, generationId } = await begin(fault);
  await pipeline.work(generationId);
  expect(await world.status(generationId)).toBe("running");
  for (let attempt = 2; (await world.status(generationId)) === "running"; attempt += 1) {
    expect(attempt).toBeLessThan(20);
    await pipeline.work(generationId);
  }
  const [row] =
    await world.sql`select status, failure_code from generations where id = ${generationId}`;
  expect(row).toEqual({ status: "failed", failure_code: "store_failure" });
  expect(await world.balance(ann)).toBe(10_000);
  expect(pipeline.provider.submits).toEqual([generationId]);
  expect(await world.violations()).toEqual([]);
  expect(pipeline.logged.join("\n")).not.toContain(emulatedBlobToken);
});

test.each(faults)(
  "publishes once the Blob store %s no longer, without paying twice",
  async (_, fault) => {
    const { pipeline, ann, generationId } = await begin(fault);
    await pipeline.work(generationId);
    blob.emulator.reset();
    await pipeline.work(generationId);
    expect(await world.status(generationId)).toBe("succeeded");
    expect(await world.balance(ann)).toBe(9500);
    expect(pipeline.provider.submits).toEqual([generationId]);
    const [row] =
      await world.sql`select store, path from media where generation_id = ${generationId}`;
    expect(row).toMatchObject({ store: "vercel-blob" });
    expect((await Array.fromAsync(blob.store.list(""))).map(({ path }) => path)).toContain(
      row?.["path"],
    );
    expect(await world.violations()).toEqual([]);
  },
);

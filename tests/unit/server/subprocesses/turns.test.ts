import { afterEach, expect, test } from "vitest";
import { createPainterPool, type PainterPool } from "~/.server/painter/painter-pool";
import { createTurns } from "~/.server/subprocesses/turns";

const workerUrl = new URL("../../../../app/.server/painter/painter-worker.ts", import.meta.url);
const small = { prompt: "sea", negativePrompt: "", width: 32, height: 24, seed: 1, index: 0 };

const pools: PainterPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

test("gives as many turns as there are, and calls who waits in the order of asking", () => {
  const turns = createTurns(2);
  const called: string[] = [];
  const [late, later] = [() => void called.push("late"), () => void called.push("later")];
  expect([turns.take(late), turns.take(later)]).toEqual([true, true]);
  expect([turns.take(late), turns.take(later)]).toEqual([false, false]);
  turns.give();
  expect(called).toEqual(["late", "later"]);
  expect(turns.take(late)).toBe(true);
  turns.give();
  expect(called).toEqual(["late", "later"]);
});

test("two pools with one turn between them work one after the other, and both get done", async () => {
  const turns = createTurns(1);
  const [first, second] = [1, 2].map((size) => createPainterPool({ workerUrl, size, turns }));
  pools.push(first!, second!);
  const running = new Set<PainterPool>();
  let most = 0;
  const paint = async (pool: PainterPool, index: number) => {
    const onProgress = (share: number) => {
      // Encoding, the last twentieth, is no work of a subprocess.
      if (share < 0.9) running.add(pool);
      else running.delete(pool);
      most = Math.max(most, running.size);
    };
    return await pool.paint({ ...small, index }, { onProgress });
  };
  const wanted = [0, 1, 2].flatMap((index) => [paint(first!, index), paint(second!, index)]);
  expect(await Promise.all(wanted)).toHaveLength(6);
  expect(most).toBe(1);
});

test("a pool that is closed while another waits gives its turn back", async () => {
  const turns = createTurns(1);
  const [first, second] = [1, 1].map((size) => createPainterPool({ workerUrl, size, turns }));
  pools.push(first!, second!);
  const closed = first!.paint({ ...small, width: 1024, height: 1024 }).catch(() => "closed");
  const waiting = second!.paint(small);
  await first!.close();
  expect(await closed).toBe("closed");
  expect(await waiting).toBeInstanceOf(Uint8Array);
});

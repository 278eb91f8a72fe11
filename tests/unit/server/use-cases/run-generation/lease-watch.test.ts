import { expect, test } from "vitest";
import type { ClaimedGeneration } from "~/.server/generations/port";
import { createLeaseWatch } from "~/.server/use-cases/run-generation/lease-watch";

const claimOf = (leaseToken: string) => ({ leaseToken }) as ClaimedGeneration;

/** A watch over a store that says these leases are lost. */
function createWorld() {
  const lost = new Set<string>();
  const asked: string[][] = [];
  const logged: string[] = [];
  const faults: Error[] = [];
  const watch = createLeaseWatch({
    generations: {
      async lostLeases(claims) {
        asked.push(claims.map(({ leaseToken }) => leaseToken));
        const fault = faults.shift();
        if (fault) throw fault;
        return [...lost];
      },
    },
    everyMs: 1,
    log: (message) => void logged.push(message),
  });
  return { lost, asked, logged, faults, watch };
}

test("tells the holder of a lease that is lost, and nobody else", async () => {
  const world = createWorld();
  const heard: string[] = [];
  const stops = ["one", "two"].map((token) =>
    world.watch.add(claimOf(token), () => void heard.push(token)),
  );
  await expect.poll(() => world.asked.at(-1)).toEqual(["one", "two"]);
  world.lost.add("two");
  await expect.poll(() => heard[0]).toBe("two");
  stops.forEach((stop) => stop());
  expect(heard).not.toContain("one");
});

test("looks again after a question that failed", async () => {
  const world = createWorld();
  world.faults.push(new Error("down"));
  world.lost.add("one");
  const heard: string[] = [];
  const stop = world.watch.add(claimOf("one"), () => void heard.push("one"));
  await expect.poll(() => heard[0]).toBe("one");
  stop();
  expect(world.logged).toEqual(["The leases could not be looked at"]);
});

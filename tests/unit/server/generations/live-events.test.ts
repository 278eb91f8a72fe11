import { expect, test, vi } from "vitest";
import { createLiveEvents } from "~/.server/generations/live-events";
import type { GenerationChange, LiveChanges } from "~/.server/generations/port";

function createFeed() {
  const changes: GenerationChange[] = [];
  const ended: { sessionId: string; userId: string }[] = [];
  const feed = {
    calls: 0,
    end: (sessionId: string, userId: string) => void ended.push({ sessionId, userId }),
    add: (generationId: string, userId: string, revision: number) =>
      void changes.push({ generationId, userId, revision }),
    async changes(): Promise<LiveChanges> {
      feed.calls += 1;
      return { generations: changes, endedSessions: ended };
    },
  };
  return feed;
}

test("tells a listener of its own user's changes, once each", async () => {
  const feed = createFeed();
  const events = createLiveEvents({ store: feed, tickMs: 1, log: () => {} });
  const heard: string[] = [];
  events.listen("ada", "her session", (id) => heard.push(id));
  feed.add("picture", "ada", 1);
  feed.add("other", "bob", 2);
  await expect.poll(() => heard).toEqual(["picture"]);
  const calls = feed.calls;
  await expect.poll(() => feed.calls).toBeGreaterThan(calls + 2);
  expect(heard).toEqual(["picture"]);
  feed.add("picture", "ada", 3);
  await expect.poll(() => heard).toEqual(["picture", "picture"]);
  events.stop();
});

test("tells the pages of a session that it has ended, and nothing after that", async () => {
  const feed = createFeed();
  const events = createLiveEvents({ store: feed, tickMs: 1, log: () => {} });
  const [ended, others]: [string[], string[]] = [[], []];
  events.listen("ada", "her old session", (change) => ended.push(change));
  events.listen("ada", "her session", (change) => others.push(change));
  feed.end("her old session", "ada");
  await expect.poll(() => ended).toEqual(["signed out"]);
  feed.add("picture", "ada", 1);
  await expect.poll(() => others).toEqual(["picture"]);
  expect(ended).toEqual(["signed out"]);
  events.stop();
});

test("asks the database once a tick for five hundred listeners, and not at all for none", async () => {
  vi.useFakeTimers();
  const feed = createFeed();
  const events = createLiveEvents({ store: feed, tickMs: 10, log: () => {} });
  const leave = Array.from({ length: 500 }, (_, index) =>
    events.listen(`user-${index}`, `session-${index}`, () => {}),
  );
  await vi.advanceTimersByTimeAsync(100);
  expect(feed.calls).toBe(10);
  for (const stop of leave) stop();
  await vi.advanceTimersByTimeAsync(10);
  expect(feed.calls).toBe(11);
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.calls).toBe(11);
  vi.useRealTimers();
});

test("looks more often while a listener has something to hear, and only briefly back in between", async () => {
  vi.useFakeTimers();
  const feed = createFeed();
  const reaches: number[] = [];
  const store = {
    changes: (sinceSeconds: number) => {
      reaches.push(sinceSeconds);
      return feed.changes();
    },
  };
  const events = createLiveEvents({ store, tickMs: 400, log: () => {} });
  events.listen("ada", "her session", () => {});
  feed.add("other", "bob", 1);
  await vi.advanceTimersByTimeAsync(1200);
  expect(reaches).toEqual([10, 10, 10]);
  feed.add("picture", "ada", 1);
  await vi.advanceTimersByTimeAsync(1200);
  expect(reaches.slice(3)).toEqual([10, 1, 1, 1, 10, 1, 1, 1, 10]);
  await vi.advanceTimersByTimeAsync(10_000);
  const quietly = reaches.length;
  await vi.advanceTimersByTimeAsync(1200);
  expect(reaches.slice(quietly)).toEqual([10, 10, 10]);
  events.stop();
  vi.useRealTimers();
});

test("looks at once when this process has changed something, and never more often than so", async () => {
  vi.useFakeTimers();
  const feed = createFeed();
  const events = createLiveEvents({ store: feed, tickMs: 400, log: () => {} });
  events.lookNow();
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.calls).toBe(0);

  const heard: string[] = [];
  events.listen("ada", "her session", (id) => heard.push(id));
  feed.add("picture", "ada", 1);
  events.lookNow();
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual(["picture"]);
  for (let at = 0; at < 90; at += 1) {
    events.lookNow();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(feed.calls).toBe(3);
  events.stop();
  events.lookNow();
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.calls).toBe(3);
  vi.useRealTimers();
});

test("looks again for what changed while it was looking", async () => {
  vi.useFakeTimers();
  const feed = createFeed();
  const looks: PromiseWithResolvers<void>[] = [];
  const store = {
    async changes() {
      const seen = await feed.changes();
      const found = { ...seen, generations: [...seen.generations] };
      const look = Promise.withResolvers<void>();
      looks.push(look);
      await look.promise;
      return found;
    },
  };
  const events = createLiveEvents({ store, tickMs: 400, log: () => {} });
  const heard: string[] = [];
  events.listen("ada", "her session", (id) => heard.push(id));
  await vi.advanceTimersByTimeAsync(400);
  feed.add("picture", "ada", 1);
  events.lookNow();
  looks[0]?.resolve();
  await vi.advanceTimersByTimeAsync(50);
  looks[1]?.resolve();
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual(["picture"]);
  events.stop();
  vi.useRealTimers();
});

test("goes on after a failed look", async () => {
  const feed = createFeed();
  let failures = 0;
  const events = createLiveEvents({
    store: {
      changes: async () => {
        if (failures < 2) {
          failures += 1;
          throw new Error("no database");
        }
        return feed.changes();
      },
    },
    tickMs: 1,
    log: () => {},
  });
  const heard: string[] = [];
  events.listen("ada", "her session", (id) => heard.push(id));
  feed.add("picture", "ada", 1);
  await expect.poll(() => heard).toEqual(["picture"]);
  events.stop();
});

test("looks less often while it fails, and then at all that it has missed", async () => {
  vi.useFakeTimers();
  const looks: { at: number; sinceSeconds: number }[] = [];
  const begun = performance.now();
  const events = createLiveEvents({
    store: {
      changes: async (sinceSeconds) => {
        looks.push({ at: performance.now() - begun, sinceSeconds });
        if (performance.now() - begun < 120_000) throw new Error("no database");
        return { generations: [], endedSessions: [] };
      },
    },
    tickMs: 400,
    log: () => {},
  });
  const leave = events.listen("ada", "her session", () => {});
  await vi.advanceTimersByTimeAsync(180_000);
  const failed = looks.filter(({ at }) => at < 120_000);
  expect(failed.length).toBeLessThan(20);
  const next = looks[failed.length];
  expect(next?.at).toBeLessThan(151_000);
  expect(next?.sinceSeconds).toBeGreaterThan(120);
  expect(looks.at(-1)?.sinceSeconds).toBe(10);
  leave();
  events.stop();
  vi.useRealTimers();
});

test("lets nobody in while the database does not answer, and asks it once for all who come", async () => {
  vi.useFakeTimers();
  let works = false;
  let asked = 0;
  const heard: string[] = [];
  const events = createLiveEvents({
    store: {
      changes: async () => {
        asked += 1;
        if (!works) throw new Error("no database");
        const generations = [{ generationId: "picture", userId: "ada", revision: 1 }];
        return { generations, endedSessions: [] };
      },
    },
    tickMs: 1000,
    log: () => {},
  });
  const knocks = await Promise.allSettled(Array.from({ length: 20 }, () => events.check()));
  expect(new Set(knocks.map(({ status }) => status))).toEqual(new Set(["rejected"]));
  expect(asked).toBe(1);
  events.listen("ada", "her session", (id) => heard.push(id));
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toBeGreaterThan(8);
  works = true;
  await events.check();
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual(["picture"]);
  await events.check();
  events.stop();
  vi.useRealTimers();
});

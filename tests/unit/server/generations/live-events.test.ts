import { expect, test, vi } from "vitest";
import { createLiveEvents } from "~/.server/generations/live-events";
import type { GenerationChange } from "~/.server/generations/port";

function createFeed() {
  const changes: GenerationChange[] = [];
  const feed = {
    calls: 0,
    add: (generationId: string, userId: string, revision: number) =>
      void changes.push({ generationId, userId, revision }),
    async changes() {
      feed.calls += 1;
      return changes;
    },
  };
  return feed;
}

test("tells a listener of its own user's changes, once each", async () => {
  const feed = createFeed();
  const events = createLiveEvents({ store: feed, tickMs: 1, log: () => {} });
  const heard: string[] = [];
  events.listen("ada", (id) => heard.push(id));
  feed.add("picture", "ada", 1);
  feed.add("other", "bob", 2);
  await vi.waitFor(() => expect(heard).toEqual(["picture"]));
  const calls = feed.calls;
  await vi.waitFor(() => expect(feed.calls).toBeGreaterThan(calls + 2));
  expect(heard).toEqual(["picture"]);
  feed.add("picture", "ada", 3);
  await vi.waitFor(() => expect(heard).toEqual(["picture", "picture"]));
  events.stop();
});

test("asks the database once a tick for five hundred listeners, and not at all for none", async () => {
  vi.useFakeTimers();
  const feed = createFeed();
  const events = createLiveEvents({ store: feed, tickMs: 10, log: () => {} });
  const leave = Array.from({ length: 500 }, (_, index) => events.listen(`user-${index}`, () => {}));
  await vi.advanceTimersByTimeAsync(100);
  expect(feed.calls).toBe(10);
  for (const stop of leave) stop();
  await vi.advanceTimersByTimeAsync(10);
  expect(feed.calls).toBe(11);
  await vi.advanceTimersByTimeAsync(1000);
  expect(feed.calls).toBe(11);
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
  events.listen("ada", (id) => heard.push(id));
  feed.add("picture", "ada", 1);
  await vi.waitFor(() => expect(heard).toEqual(["picture"]));
  events.stop();
});

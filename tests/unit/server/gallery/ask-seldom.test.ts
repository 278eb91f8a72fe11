import { expect, test } from "vitest";
import { askSeldom } from "~/.server/gallery/ask-seldom";

/** Answers with how often it was asked; each question named in `failing` fails. */
function counter({ failing = [] as number[] } = {}) {
  const clock = { now: 0, asked: 0 };
  const read = askSeldom(
    async () => {
      clock.asked += 1;
      if (failing.includes(clock.asked)) throw new Error("away");
      return clock.asked;
    },
    1000,
    () => clock.now,
  );
  return { clock, read };
}

test("everybody who asks within the span gets one answer, those who ask while it is on its way too", async () => {
  const { clock, read } = counter();
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  clock.now = 999;
  expect(await read()).toBe(1);
  expect(clock.asked).toBe(1);
});

test("after the span it is asked anew", async () => {
  const { clock, read } = counter();
  await read();
  clock.now = 1000;
  expect(await read()).toBe(2);
});

test("a failure is told to all who wait for it, and the next one asks again", async () => {
  const { read } = counter({ failing: [1] });
  const [one, other] = await Promise.allSettled([read(), read()]);
  expect([one.status, other.status]).toEqual(["rejected", "rejected"]);
  expect(await read()).toBe(2);
});

test("a failure that comes late takes nothing from a newer answer", async () => {
  const first = Promise.withResolvers<string>();
  let now = 0;
  const answers = [first.promise, Promise.resolve("newer")];
  const read = askSeldom(
    () => answers.shift() ?? Promise.resolve("newest"),
    1000,
    () => now,
  );
  const late = read();
  now = 1000;
  await read();
  first.reject(new Error("away"));
  await expect(late).rejects.toThrow("away");
  expect(await read()).toBe("newer");
});

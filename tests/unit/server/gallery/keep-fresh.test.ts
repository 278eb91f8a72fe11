import { expect, test } from "vitest";
import { keepFresh } from "~/.server/gallery/keep-fresh";

/** Answers are numbered; each question waits until it is answered. */
function createWorld() {
  let clock = 0;
  const open: { answer(): void; fail(): void }[] = [];
  let asked = 0;
  const ask = () => {
    asked += 1;
    const number = asked;
    return new Promise<number>((resolve, reject) =>
      open.push({ answer: () => resolve(number), fail: () => reject(new Error("down")) }),
    );
  };
  const { read, forget } = keepFresh(ask, { freshMs: 1000, staleMs: 3500 }, () => clock);
  return {
    read,
    forget,
    pass: (ms: number) => void (clock += ms),
    answer: () => open.shift()?.answer(),
    fail: () => open.shift()?.fail(),
    asked: () => asked,
  };
}

test("asks once for as many as wait for the first answer, and not again while it is fresh", async () => {
  const { read, answer, asked, pass } = createWorld();
  const waiting = [read(), read(), read()];
  answer();
  expect(await Promise.all(waiting)).toEqual([1, 1, 1]);
  pass(999);
  expect(await read()).toBe(1);
  expect(asked()).toBe(1);
});

test("an answer that is a little old is given at once and renewed behind the reader, once", async () => {
  const { read, answer, asked, pass } = createWorld();
  const first = read();
  answer();
  await first;
  pass(1000);
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  expect(asked()).toBe(2);
  answer();
  await expect.poll(read).toBe(2);
});

test("nobody gets an answer that is too old, or one from before it was forgotten", async () => {
  const { read, answer, forget, pass } = createWorld();
  const first = read();
  answer();
  await first;
  pass(3500);
  const second = read();
  answer();
  expect(await second).toBe(2);
  forget();
  const third = read();
  answer();
  expect(await third).toBe(3);
});

test("what was asked before it was forgotten does not count afterwards", async () => {
  const { read, answer, forget } = createWorld();
  const early = read();
  forget();
  const late = read();
  answer();
  answer();
  expect([await early, await late]).toEqual([1, 2]);
  expect(await read()).toBe(2);
});

test("a failure is told where there is no answer yet; later the last one goes on counting", async () => {
  const { read, answer, fail, pass } = createWorld();
  const first = read();
  fail();
  await expect(first).rejects.toThrow("down");
  const second = read();
  answer();
  expect(await second).toBe(2);
  pass(60_000);
  const third = read();
  fail();
  expect(await third).toBe(2);
});

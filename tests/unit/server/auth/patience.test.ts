import { expect, test } from "vitest";
import { impatient, withPatience } from "~/.server/auth/patience";

const never = () => new Promise<never>(() => {});

test("waits for an answer, and no longer than its patience", async () => {
  expect(await withPatience(Promise.resolve("answer"), 1000)).toBe("answer");
  await expect(withPatience(never(), 5)).rejects.toMatchObject({
    code: "unavailable",
    retryable: true,
  });
});

test("gives up a fetch that does not heed signals, and tells one that does", async () => {
  let signal: AbortSignal | null | undefined;
  const deaf = impatient((_input, init) => {
    signal = init?.signal;
    return never();
  }, 5);
  await expect(deaf("http://easel.test")).rejects.toMatchObject({ code: "unavailable" });
  expect(signal?.aborted).toBe(true);
});

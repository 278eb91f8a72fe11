import { expect, test } from "vitest";
import { fetchWithTimeout, withTimeout } from "~/.server/auth/timeout";

const never = () => new Promise<never>(() => {});

test("waits for an answer, and no longer than its patience", async () => {
  expect(await withTimeout(Promise.resolve("answer"), 1000)).toBe("answer");
  await expect(withTimeout(never(), 5)).rejects.toMatchObject({
    code: "unavailable",
    retryable: true,
  });
});

test("gives up a fetch that does not heed signals, and tells one that does", async () => {
  let signal: AbortSignal | null | undefined;
  const deaf = fetchWithTimeout((_input, init) => {
    signal = init?.signal;
    return never();
  }, 5);
  await expect(deaf("http://easel.test")).rejects.toMatchObject({ code: "unavailable" });
  expect(signal?.aborted).toBe(true);
});

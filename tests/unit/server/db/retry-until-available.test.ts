import { expect, test, vi } from "vitest";
import { retryUntilAvailable } from "~/.server/db/retry-until-available";
import { AppError } from "~/.server/errors";

test("tries again until the database is available", async () => {
  let tries = 0;
  const work = async () => {
    tries += 1;
    if (tries < 3) throw new AppError("unavailable");
    return "done";
  };
  expect(await retryUntilAvailable(work)).toBe("done");
  expect(tries).toBe(3);
});

test("does not repeat what failed for another reason", async () => {
  const refusal = new AppError("not_found");
  const work = vi.fn(() => Promise.reject(refusal));
  await expect(retryUntilAvailable(work)).rejects.toBe(refusal);
  expect(work).toHaveBeenCalledOnce();
});

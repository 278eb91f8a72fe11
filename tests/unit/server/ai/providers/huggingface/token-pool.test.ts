import { expect, test } from "vitest";
import { AiError } from "~/.server/ai/port";
import { createTokenPool } from "~/.server/ai/providers/huggingface/token-pool";
import { expectThrown } from "./world";

const model = "fal-ai:black-forest-labs/FLUX.1-dev";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function createWorld(secrets: string[], start = "2026-11-12T10:00:00Z") {
  const clock = { ms: Date.parse(start) };
  const pool = createTokenPool(secrets, () => clock.ms);
  let works = 0;
  return {
    pool,
    clock,
    /** Takes a token for new work that goes on. */
    take: (subject = model, tried?: Set<string>) => {
      works += 1;
      const { id, secret } = pool.acquire(`work ${works}`, subject, tried);
      return { id, secret, work: `work ${works}` };
    },
  };
}

test("work goes to the token with the least of it in hand", () => {
  const { pool, take } = createWorld(["hf_a", "hf_b", "hf_c"]);
  const [a, b] = [take(), take(), take()];
  pool.release(b!.work);
  expect(take().secret).toBe("hf_b");
  pool.release(a!.work);
  expect(take().secret).toBe("hf_a");
});

test("with as much in hand, the least recently used token is next", () => {
  const { pool, take } = createWorld(["hf_a", "hf_b", "hf_c"]);
  const used = Array.from({ length: 6 }, () => {
    const { secret, work } = take();
    pool.release(work);
    return secret;
  });
  expect(used).toEqual(["hf_a", "hf_b", "hf_c", "hf_a", "hf_b", "hf_c"]);
});

test("work that nobody hears of for five minutes counts as over", () => {
  const { pool, clock, take } = createWorld(["hf_a", "hf_b"]);
  const earlier = take();
  const ofB = take();
  pool.release(earlier.work);
  expect(take().secret).toBe("hf_a");
  clock.ms += 4 * minuteMs;
  pool.touch(ofB.work, ofB.id);
  clock.ms += 2 * minuteMs;
  expect(take().secret).toBe("hf_a");
});

test("a token is named the same in every process, and not by what it is", () => {
  const [first, second] = [createTokenPool(["hf_a", "hf_b"]), createTokenPool(["hf_b", "hf_a"])];
  const { id } = first.acquire("work", model);
  expect(second.find(id)).toEqual({ id, secret: "hf_a" });
  expect(id).not.toContain("hf_a");
  expect(second.find("000000000000")).toBeNull();
});

test.for([
  ["a rate limit that names 7 seconds", new AiError("rate_limited", { retryAfterSeconds: 7 }), 7],
  ["a rate limit that names no time", new AiError("rate_limited"), 60],
  [
    "a rate limit that names no time at all",
    new AiError("rate_limited", { retryAfterSeconds: 0 }),
    1,
  ],
  ["an account without credit", new AiError("provider_credit"), 3 * 3600],
  ["a refused token", new AiError("provider_auth"), 3600],
] as const)("%s lets the token rest, and then it comes back", ([, refusal, seconds]) => {
  const { pool, clock, take } = createWorld(["hf_a", "hf_b"]);
  const a = take();
  expect(pool.coolDown(a.id, refusal, null)).toBe(true);
  pool.release(a.work);
  clock.ms += seconds * 1000 - 1;
  expect([take().secret, take().secret]).toEqual(["hf_b", "hf_b"]);
  clock.ms += 1;
  expect(take().secret).toBe("hf_a");
});

test("a token without credit comes back with the new month, if that is sooner", () => {
  const { pool, clock, take } = createWorld(["hf_a"], "2026-11-30T23:50:00Z");
  pool.coolDown(take().id, new AiError("provider_credit"), null);
  clock.ms = Date.parse("2026-12-01T00:00:00Z") - 1;
  expect(expectThrown(take)).toMatchObject({ code: "provider_credit", retryAfterSeconds: 1 });
  clock.ms += 1;
  expect(take().secret).toBe("hf_a");
});

test("a token refused for one model works for the others", () => {
  const { pool, clock, take } = createWorld(["hf_a"]);
  pool.coolDown(take().id, new AiError("provider_auth"), model);
  expect(expectThrown(take)).toMatchObject({ code: "provider_auth", retryAfterSeconds: 3600 });
  expect(take("nscale:black-forest-labs/FLUX.1-schnell").secret).toBe("hf_a");
  clock.ms += hourMs;
  expect(take().secret).toBe("hf_a");
});

test.for([
  ["bad input", new AiError("invalid_input")],
  ["a busy model", new AiError("busy")],
  ["an answer that may have been charged", new AiError("provider_auth", { mayHaveCharged: true })],
] as const)("%s says nothing about the token", ([, error]) => {
  const { pool, take } = createWorld(["hf_a"]);
  expect(pool.coolDown(take().id, error, null)).toBe(false);
  expect(take().secret).toBe("hf_a");
});

test("when every token rests, the error is that of the first to come back", () => {
  const { pool, clock, take } = createWorld(["hf_a", "hf_b", "hf_c"]);
  pool.coolDown(take().id, new AiError("provider_credit"), null);
  pool.coolDown(take().id, new AiError("rate_limited", { retryAfterSeconds: 30 }), null);
  pool.coolDown(take().id, new AiError("provider_auth"), null);
  clock.ms += 10_500;
  expect(expectThrown(take)).toMatchObject({
    code: "rate_limited",
    retryable: true,
    mayHaveCharged: false,
    retryAfterSeconds: 20,
  });
});

test("a token that was tried already is not given again", () => {
  const { pool, take } = createWorld(["hf_a", "hf_b"]);
  const a = take();
  expect(take(model, new Set([a.id])).secret).toBe("hf_b");
  pool.coolDown(a.id, new AiError("rate_limited", { retryAfterSeconds: 5 }), null);
  const b = take();
  expect(expectThrown(() => take(model, new Set([a.id, b.id])))).toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: 5,
  });
});

test("the same token named twice is one", () => {
  const { pool, take } = createWorld(["hf_a", "hf_a"]);
  pool.coolDown(take().id, new AiError("rate_limited"), null);
  expect(expectThrown(take)).toMatchObject({ code: "rate_limited" });
});

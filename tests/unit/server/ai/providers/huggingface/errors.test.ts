import { inspect } from "node:util";
import { expect, test, vi } from "vitest";
import { createHuggingFaceProvider } from "~/.server/ai/providers/huggingface/provider";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import type { Fault } from "../../../../../emulators/emulator";
import { makeRequest, rejection } from "../fal/world";
import {
  createHuggingFaceWorld,
  falRoute,
  type HuggingFaceWorld,
  idle,
  inferenceRoute,
  make,
  nscaleRoute,
  replicateRoute,
  tokens,
  wavespeedRoute,
} from "./world";

const partners = [
  ["nscale", nscaleRoute],
  ["replicate", replicateRoute],
  ["fal-ai", falRoute],
  ["wavespeed", wavespeedRoute],
] as const;
const all = [...partners, ["hf-inference", inferenceRoute]] as const;

const submitTo = ({ createProvider }: HuggingFaceWorld, route = nscaleRoute) =>
  createProvider([tokens[0]]).submit(route, makeRequest(), null, idle);

/** What the next submit is answered. */
const answered = (answer: Fault["answer"]): Fault => ({
  method: "POST",
  path: "/router.huggingface.co/",
  times: 99,
  what: "answer",
  ...(answer && { answer }),
});

const free = { mayHaveCharged: false };
const statuses = [
  [400, { code: "invalid_input", retryable: false, ...free }],
  [401, { code: "provider_auth", retryable: false, ...free }],
  [402, { code: "provider_credit", retryable: false, ...free }],
  [403, { code: "provider_auth", retryable: false, ...free }],
  [404, { code: "upstream_failure", retryable: false, ...free }],
  [413, { code: "invalid_input", retryable: false, ...free }],
  [422, { code: "invalid_input", retryable: false, ...free }],
  [429, { code: "rate_limited", retryable: true, ...free }],
] as const;
const cases = all.flatMap(([name, route]) =>
  statuses.map(([status, error]) => [status, name, route, error] as const),
);

test.for(cases)("%s from %s is refused at no cost", async ([status, , route, error]) => {
  const here = await createHuggingFaceWorld();
  here.emulator.order(answered({ status, json: { error: `told ${tokens[0]} why` } }));
  const thrown = await rejection(submitTo(here, route));
  expect(thrown).toMatchObject(error);
  expect(String(thrown)).toContain("why");
  expect(inspect(thrown, { depth: null })).not.toContain(tokens[0]);
  expect(here.paidPosts()).toBe(1);
});

const failures = partners.flatMap(([name, route]) =>
  [500, 502, 503, 504, 408, 307].map((status) => [status, name, route] as const),
);

test.for(failures)("%s from %s may have been charged", async ([status, , route]) => {
  const here = await createHuggingFaceWorld();
  const headers = { location: "https://router.huggingface.co/elsewhere" };
  here.emulator.order(answered({ status, headers, json: { error: "Bad gateway" } }));
  const thrown = await rejection(submitTo(here, route));
  expect(thrown).toMatchObject({ code: "ambiguous", retryable: false, mayHaveCharged: true });
  expect(here.paidPosts()).toBe(1);
});

test.for([
  [500, "upstream_failure"],
  [502, "upstream_failure"],
  [503, "busy"],
  [504, "upstream_failure"],
] as const)("%s from hf-inference costs nothing and may be tried again", async ([status, code]) => {
  const here = await createHuggingFaceWorld();
  here.emulator.order(answered({ status, body: "<html>" }));
  const thrown = await rejection(submitTo(here, inferenceRoute));
  expect(thrown).toMatchObject({ code, retryable: true, ...free });
  expect(here.paidPosts()).toBe(1);
});

test.for(all)(
  "a model of %s that is still loading is busy for as long as it says",
  async ([, route]) => {
    const here = await createHuggingFaceWorld();
    here.huggingface.behave({ coldStarts: 1, estimatedSeconds: 42.5 });
    const thrown = await rejection(submitTo(here, route));
    expect(thrown).toMatchObject({
      code: "busy",
      retryable: true,
      retryAfterSeconds: 42.5,
      ...free,
    });
    expect(here.paidPosts()).toBe(1);
    await make(here, route);
    expect(here.huggingface.accepted).toHaveLength(1);
  },
);

test.for(all)("a storm of 503 gives one POST to %s for each submit", async ([, route]) => {
  const here = await createHuggingFaceWorld();
  here.huggingface.behave({ coldStarts: 1000 });
  for (const posts of [1, 2, 3]) {
    await rejection(submitTo(here, route));
    expect(here.paidPosts()).toBe(posts);
  }
});

const breaks = all.flatMap(([name, route]) =>
  (["drop", "drop after", "cut"] as const).map((what) => [what, name, route] as const),
);

test.for(breaks)(
  "a connection that breaks (%s) leaves open what %s did",
  async ([what, , route]) => {
    const here = await createHuggingFaceWorld();
    here.emulator.order({ method: "POST", path: "/router.huggingface.co/", times: 9, what });
    const thrown = await rejection(submitTo(here, route));
    expect(thrown).toMatchObject({ code: "ambiguous", retryable: false, mayHaveCharged: true });
    expect(here.paidPosts()).toBe(1);
    expect(here.huggingface.accepted.length).toBe(what === "drop" ? 0 : 1);
  },
);

test("an answer without an end is given up at 50 MB", async () => {
  const here = await createHuggingFaceWorld();
  here.emulator.order({ method: "POST", path: "/nscale/", times: 1, what: "endless" });
  expect(await rejection(submitTo(here))).toMatchObject({ code: "ambiguous" });
});

test("a provider that does not answer is given up after three minutes", async () => {
  const here = await createHuggingFaceWorld();
  const limits: number[] = [];
  const threeMinutes = new AbortController();
  const limit = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    limits.push(ms);
    return ms === 180_000 ? threeMinutes.signal : new AbortController().signal;
  });
  here.emulator.order({ method: "POST", path: "/nscale/", times: 1, what: "hang" });
  const refused = rejection(submitTo(here));
  await expect.poll(() => here.emulator.count("POST", "/nscale/")).toBe(1);
  threeMinutes.abort(new DOMException("Too late", "TimeoutError"));
  expect(await refused).toMatchObject({ code: "ambiguous" });
  expect(limits).toEqual([20_000, 180_000]);
  limit.mockRestore();
});

test.for(all)("an aborted submit to %s ends with the reason", async ([, route]) => {
  const here = await createHuggingFaceWorld();
  const stop = new AbortController();
  here.emulator.order({ method: "POST", path: "/router.huggingface.co/", times: 1, what: "hang" });
  const submit = here.provider.submit(route, makeRequest(), null, stop.signal);
  const thrown = rejection(submit);
  await expect.poll(() => here.paidPosts()).toBe(1);
  const reason = new Error("this worker stops");
  stop.abort(reason);
  expect(await thrown).toBe(reason);
});

test("an abort in the middle of an answer ends with the reason, too", async () => {
  const here = await createHuggingFaceWorld();
  const stop = new AbortController();
  const reason = new Error("this worker stops");
  const provider = createHuggingFaceProvider({
    tokens,
    fetch: async (...asked) => {
      const response = await fetch(...asked);
      if (asked[1]?.method === "POST") setImmediate(() => stop.abort(reason));
      return response;
    },
  });
  here.emulator.order({ method: "POST", path: "/nscale/", times: 1, what: "slow" });
  const submit = provider.submit(nscaleRoute, makeRequest(), null, stop.signal);
  expect(await rejection(submit)).toBe(reason);
});

test("a host that is not there has got nothing", async () => {
  const here = await createHuggingFaceWorld();
  await make(here, nscaleRoute);
  await here.emulator.close();
  // Without the connections that were open.
  sendHostsToEmulator(here.emulator.origin);
  for (const provider of [here.provider, here.createProvider()]) {
    const submit = provider.submit(nscaleRoute, makeRequest(), null, idle);
    const error = { code: "upstream_failure", retryable: true, ...free };
    expect(await rejection(submit)).toMatchObject(error);
  }
});

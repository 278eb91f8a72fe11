import { expect, test } from "vitest";
import { makeIntent, makeRequest, makeSource } from "../../providers/fal/world";
import { endTimeOnWaiting } from "../../out-of-time";
import {
  createWavespeedWorld,
  editRoute,
  failureOf,
  follow,
  idle,
  key,
  pictureRoute,
} from "../../providers/wavespeed/world";

test.each([
  [1200, "safety_filter", false],
  [1400, "invalid_input", false],
  [1401, "invalid_input", false],
  [1402, "upstream_failure", true],
  [1403, "upstream_failure", false],
  [1405, "upstream_failure", false],
  [5000, "upstream_failure", true],
  [5003, "busy", true],
  [1999, "upstream_failure", false],
  [undefined, "upstream_failure", false],
] as const)(
  "a task that failed with code %s ends as %s, at no cost",
  async (code, ours, retryable) => {
    const world = await createWavespeedWorld();
    const error = "out of paint";
    world.wavespeed.behave({ end: { status: "failed", error, ...(code && { code }) } });
    const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
    const failure = failureOf(await follow(world, job));
    expect(failure).toMatchObject({ code: ours, retryable, mayHaveCharged: false });
    expect(String(failure)).toContain(error);
    await expect(world.provider.collect(job, idle)).rejects.toMatchObject({ code: ours });
    expect(world.paidPosts()).toBe(1);
  },
);

test.each([
  ["cancelled", "canceled"],
  ["deleted", "canceled"],
  ["timeout", "timed_out"],
] as const)("a task that ended as %s may have been paid", async (status, code) => {
  const world = await createWavespeedWorld();
  world.wavespeed.behave({ end: { status } });
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  expect(failureOf(await follow(world, job))).toMatchObject({
    code,
    retryable: false,
    mayHaveCharged: true,
  });
});

const free = { retryable: false, mayHaveCharged: false };
const later = { retryable: true, mayHaveCharged: false };
const unknown = { retryable: false, mayHaveCharged: true };
const refusals = [
  [400, "size is invalid", { code: "invalid_input", ...free }],
  [401, "Invalid API key", { code: "provider_auth", ...free }],
  [402, "Payment required", { code: "provider_credit", ...free }],
  [403, "Insufficient balance", { code: "provider_credit", ...free }],
  [403, "Not permitted", { code: "provider_auth", ...free }],
  [404, "Model not found", { code: "upstream_failure", ...free }],
  [413, "Too large", { code: "invalid_input", ...free }],
  [422, "Unprocessable", { code: "invalid_input", ...free }],
  [429, "Too many requests", { code: "rate_limited", ...later }],
  [408, "Request timeout", { code: "ambiguous", ...unknown }],
  [500, "Internal error", { code: "ambiguous", ...unknown }],
  [502, "Bad gateway", { code: "ambiguous", ...unknown }],
  [503, "Unavailable", { code: "ambiguous", ...unknown }],
  [504, "Gateway timeout", { code: "ambiguous", ...unknown }],
] as const;

test.each(refusals)("a submit answered with %s %s is %o", async (status, message, expected) => {
  const world = await createWavespeedWorld();
  world.wavespeed.behave({ refusal: { status, code: status, message } });
  const submit = world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await expect(submit).rejects.toMatchObject({
    name: "AiError",
    message: expect.stringContaining(message) as string,
    ...expected,
  });
  expect(world.paidPosts()).toBe(1);
});

test.each([...refusals, [1200, "Content policy", { code: "safety_filter", ...free }]] as const)(
  "a submit answered with 200 and the code %s %s in it is %o",
  async (code, message, expected) => {
    const world = await createWavespeedWorld();
    world.wavespeed.behave({ refusal: { status: 200, code, message } });
    const submit = world.provider.submit(pictureRoute, makeRequest(), null, idle);
    await expect(submit).rejects.toMatchObject({ name: "AiError", ...expected });
    expect(world.paidPosts()).toBe(1);
  },
);

test("a rate limit says when to come again", async () => {
  const world = await createWavespeedWorld();
  const refusal = { status: 429, code: 429, message: "slow down", headers: { "retry-after": "7" } };
  world.wavespeed.behave({ refusal });
  const submit = world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await expect(submit).rejects.toMatchObject({ code: "rate_limited", retryAfterSeconds: 7 });
});

const badAnswers = [
  { what: "drop" },
  { what: "drop after" },
  { what: "cut" },
  { what: "endless" },
  { what: "hang" },
  { what: "answer", answer: { status: 200, body: "<html>" } },
  { what: "answer", answer: { status: 200, json: { code: 200, data: {} } } },
  { what: "answer", answer: { status: 307, headers: { location: "/api/v3/elsewhere/model" } } },
] as const;

test.each(badAnswers)("a submit without a usable answer is ambiguous: %o", async (fault) => {
  const world = await createWavespeedWorld();
  endTimeOnWaiting(world.emulator);
  world.emulator.order({ path: "/flux-dev", times: 1, ...fault });
  const submit = world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await expect(submit).rejects.toMatchObject({ code: "ambiguous", mayHaveCharged: true });
  expect(world.paidPosts()).toBe(1);
});

test("a submit that never left is no charge, and may be tried again", async () => {
  const world = await createWavespeedWorld();
  await world.emulator.close();
  const submit = world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await expect(submit).rejects.toMatchObject({ code: "upstream_failure", ...later });
});

test("an aborted submit throws the abort's reason", async () => {
  const world = await createWavespeedWorld();
  const stop = new AbortController();
  world.emulator.order({ path: "/flux-dev", times: 1, what: "hang" });
  const submit = world.provider.submit(pictureRoute, makeRequest(), null, stop.signal);
  const reason = new Error("nobody waits");
  await expect.poll(() => world.paidPosts()).toBe(1);
  stop.abort(reason);
  await expect(submit).rejects.toBe(reason);
});

test.each([
  { fault: { what: "drop" }, expected: { code: "upstream_failure", ...later } },
  {
    fault: { what: "answer", answer: { status: 503 } },
    expected: { code: "upstream_failure", ...later },
  },
  {
    fault: { what: "answer", answer: { status: 401 } },
    expected: { code: "provider_auth", ...free },
  },
  {
    fault: { what: "answer", answer: { status: 429 } },
    expected: { code: "rate_limited", ...later },
  },
  {
    fault: {
      what: "answer",
      answer: { status: 200, json: { code: 200, data: { download_url: "http://x" } } },
    },
    expected: { code: "upstream_failure", ...later },
  },
] as const)(
  "an upload that fails costs nothing, and nothing is submitted: %o",
  async ({ fault, expected }) => {
    const world = await createWavespeedWorld();
    world.emulator.order({ path: "/media/upload/binary", times: 1, ...fault });
    const submit = world.provider.submit(editRoute, makeRequest(), await makeSource(), idle);
    await expect(submit).rejects.toMatchObject(expected);
    expect(world.paidPosts()).toBe(0);
  },
);

const noAnswers = [
  { what: "answer", answer: { status: 429, headers: { "retry-after": "3" } } },
  { what: "answer", answer: { status: 500, json: { code: 500, message: "oops" } } },
  { what: "answer", answer: { status: 503 } },
  { what: "answer", answer: { status: 200, json: { code: 500, message: "oops" } } },
  ...badAnswers,
] as const;

test.each(noAnswers)("a question without a usable answer is asked again: %o", async (fault) => {
  const world = await createWavespeedWorld();
  endTimeOnWaiting(world.emulator);
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const ask = [
    () => world.provider.poll(job, idle),
    () => world.provider.collect(job, idle),
    () => world.provider.find(pictureRoute, makeRequest(), makeIntent(), idle),
  ];
  for (const question of ask) {
    world.emulator.order({ path: "/predictions", times: 1, ...fault });
    await expect(question()).rejects.toMatchObject({ name: "TransientPollError" });
  }
  expect((await follow(world, job)).at(-1)).toEqual({ state: "done" });
});

test("a question says when to ask again", async () => {
  const world = await createWavespeedWorld({ now: () => Date.UTC(2026, 0, 1) });
  const headers = { "retry-after": new Date(Date.UTC(2026, 0, 1, 0, 0, 9)).toUTCString() };
  world.emulator.order({
    path: "/result",
    times: 1,
    what: "answer",
    answer: { status: 429, headers },
  });
  await expect(world.provider.poll({ id: "any" }, idle)).rejects.toMatchObject({
    name: "TransientPollError",
    retryAfterSeconds: 9,
  });
});

test.each([
  [401, "provider_auth"],
  [402, "provider_credit"],
  [403, "provider_auth"],
  [404, "upstream_failure"],
  [422, "upstream_failure"],
])(
  "a question refused with %s is not asked again: %s, and the job may have been paid",
  async (status, code) => {
    const world = await createWavespeedWorld();
    const answer = { status, json: { code: status, message: "no" } };
    world.emulator.order({ path: "/result", times: 2, what: "answer", answer });
    const expected = { name: "AiError", code, mayHaveCharged: true };
    await expect(world.provider.poll({ id: "any" }, idle)).rejects.toMatchObject(expected);
    await expect(world.provider.collect({ id: "any" }, idle)).rejects.toMatchObject(expected);
  },
);

test("the key stands in no error", async () => {
  const world = await createWavespeedWorld();
  const message = `the key ${key} is not known`;
  world.wavespeed.behave({ refusal: { status: 401, code: 401, message } });
  const refused = world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await expect(refused).rejects.toThrow("401 the key [key] is not known");
  const withLine = world.createProvider("wsk_broken\nkey");
  const submit = withLine.submit(pictureRoute, makeRequest(), null, idle);
  await expect(submit).rejects.toSatisfy((error) => !/wsk_broken/.test(String(error)));
});

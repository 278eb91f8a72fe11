import { expect, test } from "vitest";
import { AiError, CanceledError } from "~/.server/ai/port";
import { copyRoute, createGradioWorld, idle } from "./world";

test.for([
  ["success", 200],
  ["nothing", 200],
  ["success", 500],
] as const)(
  "a canceled job is over, whatever the app says of it: %s, %i",
  async ([cancel, status]) => {
    const world = await createGradioWorld();
    world.service.behave({ hold: "work", cancel });
    const { job } = await world.submit();
    await world.reaches(job, { state: "running" });
    if (status !== 200)
      world.emulator.order({ path: "/cancel", times: 1, what: "answer", answer: { status } });
    await world.provider.cancel(job);
    expect(await world.provider.poll(job, idle)).toMatchObject({
      state: "failed",
      error: { code: "canceled" },
    });
    await expect(world.provider.collect(job, idle)).rejects.toBeInstanceOf(AiError);
    const [emulated] = world.service.jobs;
    await expect.poll(() => emulated?.state).toBe(status === 200 ? "canceled" : "dead");
    const { eventId, sessionHash } = emulated ?? {};
    const told = world.emulator.received.find(({ path }) => path.endsWith("/cancel"));
    const body = { event_id: eventId, session_hash: sessionHash, fn_index: 0 };
    expect(JSON.parse(String(told?.body))).toEqual(body);
  },
);

test("canceling never fails, not even when the app is gone", async () => {
  const world = await createGradioWorld();
  world.service.behave({ hold: "queue" });
  const { job } = await world.submit();
  world.emulator.order({ path: "/cancel", times: 1, what: "drop" });
  world.emulator.order({ path: "/reset", times: 1, what: "drop" });
  await world.provider.cancel(job);
  await world.provider.cancel(job);
  await world.provider.cancel({ nonsense: true });
  await expect.poll(() => world.service.jobs[0]?.state).toBe("dead");
});

test("a job ends with the run that it is for", async () => {
  const world = await createGradioWorld();
  world.service.behave({ hold: "work" });
  for (const [reason, state] of [
    [new CanceledError("canceled"), "canceled"],
    [new Error("stopping"), "dead"],
  ] as const) {
    const run = new AbortController();
    const { job } = await world.submit({}, run.signal);
    await world.reaches(job, { state: "running" });
    run.abort(reason);
    await expect.poll(() => world.service.jobs.at(-1)?.state).toBe(state);
  }
});

test("an abort passes through a submit, and no call is made", async () => {
  const world = await createGradioWorld();
  world.emulator.order({ path: "/info", times: 1, what: "hang" });
  const run = new AbortController();
  const submitted = world.submit({}, run.signal);
  await expect.poll(() => world.emulator.count("GET", "/info")).toBe(1);
  const reason = new Error("stopping");
  run.abort(reason);
  await expect(submitted).rejects.toBe(reason);
  expect(world.joins()).toBe(0);
});

test("a job that is let go of is left alone", async () => {
  const world = await createGradioWorld();
  world.service.behave({ hold: "work" });
  const { job } = await world.submit();
  await world.reaches(job, { state: "running" });
  world.provider.release?.(job);
  await expect.poll(() => world.service.jobs[0]?.state).toBe("dead");
  expect(world.emulator.count("POST", "/cancel")).toBe(0);
});

test("another process cannot go on with a job, nor look it up", async () => {
  const world = await createGradioWorld();
  const { job } = await world.submit();
  const other = world.createProvider();
  const lost = { code: "ambiguous", mayHaveCharged: true };
  expect(await other.poll(job, idle)).toMatchObject({ state: "failed", error: lost });
  await expect(other.collect(job, idle)).rejects.toMatchObject(lost);
  expect(other.find).toBeUndefined();
  await other.cancel(job);
  expect(await world.end(job)).toEqual({ state: "done" });
  expect(world.joins()).toBe(1);
});

test("twenty jobs at once get a picture each, from one call each", async () => {
  const world = await createGradioWorld();
  const prompts = Array.from({ length: 20 }, (_, index) => `lake ${index}`);
  const made = await Promise.all(prompts.map((prompt) => world.make({ prompt, route: copyRoute })));
  expect(new Set(made.flat().map((file) => JSON.stringify(file))).size).toBe(20);
  expect(world.joins()).toBe(20);
  expect(world.service.jobs.map(({ inputs }) => inputs["prompt"]).toSorted()).toEqual(
    prompts.toSorted(),
  );
});

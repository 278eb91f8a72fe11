import { expect, test } from "vitest";
import { makeIntent, makeRequest, makeSource } from "../fal/world";
import {
  createWavespeedWorld,
  follow,
  idle,
  pictureRoute,
  seedlessRoute,
  videoRoute,
} from "./world";

test("a submit whose answer was lost is found, and never sent again", async () => {
  const world = await createWavespeedWorld();
  const request = makeRequest();
  await world.provider.submit(pictureRoute, makeRequest({ settings: { seed: 8 } }), null, idle);
  world.emulator.order({ path: "/flux-dev", times: 1, what: "drop after" });
  await expect(world.provider.submit(pictureRoute, request, null, idle)).rejects.toMatchObject({
    code: "ambiguous",
  });
  const found = await world.createProvider().find(pictureRoute, request, makeIntent(), idle);
  const id = world.wavespeed.tasks[1]?.id;
  expect(found).toEqual({ job: { id }, requestId: id });
  expect((await follow(world, found!.job)).at(-1)).toEqual({ state: "done" });
  expect(await world.provider.collect(found!.job, idle)).toHaveLength(1);
  expect(world.paidPosts()).toBe(2);
});

test("a task that was made though the submit was answered with an error is found", async () => {
  const world = await createWavespeedWorld();
  const refusal = { status: 504, code: 504, message: "Gateway timeout", isMade: true };
  world.wavespeed.behave({ refusal });
  const request = makeRequest();
  await expect(world.provider.submit(pictureRoute, request, null, idle)).rejects.toThrow("504");
  expect(await world.provider.find(pictureRoute, request, makeIntent(), idle)).not.toBeNull();
});

test("asks the list for one model, from when the request was made until now", async () => {
  const now = Date.UTC(2026, 0, 1, 12);
  const world = await createWavespeedWorld({ now: () => now });
  const lost = makeIntent({ intendedAt: new Date(now - 60_000) });
  await world.provider.find(pictureRoute, makeRequest(), lost, idle);
  const [list] = world.emulator.received;
  expect(list).toMatchObject({ method: "POST", path: "/api.wavespeed.ai/api/v3/predictions" });
  expect(JSON.parse(list!.body.toString())).toEqual({
    page: 1,
    page_size: 100,
    model: "wavespeed-ai/flux-dev",
    created_after: "2026-01-01T11:58:30.000Z",
    created_before: "2026-01-01T12:00:30.000Z",
  });
});

test("looks through every page of the list", async () => {
  const world = await createWavespeedWorld();
  const request = makeRequest();
  await world.provider.submit(pictureRoute, request, null, idle);
  for (let seed = 100; seed < 200; seed += 1)
    await world.provider.submit(pictureRoute, makeRequest({ settings: { seed } }), null, idle);
  expect(await world.provider.find(pictureRoute, request, makeIntent(), idle)).toMatchObject({
    requestId: world.wavespeed.tasks[0]?.id,
  });
  expect(world.emulator.received.filter(({ path }) => path.endsWith("/predictions"))).toHaveLength(
    2,
  );
});

test.each([
  ["another prompt", { prompt: "a loud lake" }],
  ["another seed", { settings: { seed: 9 } }],
])("a task with %s is not taken for a lost submit", async (_, changes) => {
  const world = await createWavespeedWorld();
  await world.provider.submit(pictureRoute, makeRequest(changes), null, idle);
  expect(await world.provider.find(pictureRoute, makeRequest(), makeIntent(), idle)).toBeNull();
});

test("a task from before the request is not taken for it", async () => {
  const world = await createWavespeedWorld();
  await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const lost = makeIntent({ intendedAt: new Date(Date.now() + 60_000) });
  expect(await world.provider.find(pictureRoute, makeRequest(), lost, idle)).toBeNull();
});

test("a task that the request has had before is not taken for its lost submit", async () => {
  const world = await createWavespeedWorld();
  const request = makeRequest();
  await world.provider.submit(pictureRoute, request, null, idle);
  const lost = makeIntent({ endedRequestIds: world.wavespeed.tasks.map(({ id }) => id) });
  expect(await world.provider.find(pictureRoute, request, lost, idle)).toBeNull();
  await world.provider.submit(pictureRoute, request, null, idle);
  expect(await world.provider.find(pictureRoute, request, lost, idle)).toMatchObject({
    requestId: world.wavespeed.tasks[1]?.id,
  });
});

test("a lost task is found by what was sent, under whichever name the list tells it", async () => {
  const world = await createWavespeedWorld();
  const source = await makeSource();
  const request = makeRequest({ readSource: async () => source });
  for (const listsInput of ["input", "inputs"] as const) {
    world.wavespeed.behave({ listsInput });
    await world.provider.submit(pictureRoute, makeRequest(), null, idle);
    const last = () => ({ requestId: world.wavespeed.tasks.at(-1)?.id });
    const found = await world.provider.find(pictureRoute, makeRequest(), makeIntent(), idle);
    expect(found).toMatchObject(last());
    await world.provider.submit(videoRoute, request, source, idle);
    const video = await world.provider.find(videoRoute, request, makeIntent(), idle);
    expect(video).toMatchObject(last());
    world.wavespeed.forget();
  }
});

test("nothing is found while the list does not tell what was sent", async () => {
  const world = await createWavespeedWorld();
  world.wavespeed.behave({ listsInput: null });
  await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  expect(await world.provider.find(pictureRoute, makeRequest(), makeIntent(), idle)).toBeNull();
});

test("without a seed a single match of the whole input counts, and one of several does not", async () => {
  const world = await createWavespeedWorld();
  const request = makeRequest();
  await world.provider.submit(seedlessRoute, request, null, idle);
  expect(await world.provider.find(seedlessRoute, request, makeIntent(), idle)).not.toBeNull();
  await world.provider.submit(seedlessRoute, request, null, idle);
  expect(await world.provider.find(seedlessRoute, request, makeIntent(), idle)).toBeNull();
});

test("somebody else's source picture is not taken for one's own", async () => {
  const world = await createWavespeedWorld();
  const source = await makeSource();
  const readSource = async () => source;
  const mine = makeRequest({ readSource });
  const theirs = makeRequest({ readSource, generationId: "01937f60-0000-7000-8000-00000000000f" });
  await world.provider.submit(videoRoute, theirs, source, idle);
  expect(await world.provider.find(videoRoute, mine, makeIntent(), idle)).toBeNull();
  await world.provider.submit(videoRoute, mine, source, idle);
  expect(await world.provider.find(videoRoute, mine, makeIntent(), idle)).toMatchObject({
    requestId: world.wavespeed.tasks[1]?.id,
  });
});

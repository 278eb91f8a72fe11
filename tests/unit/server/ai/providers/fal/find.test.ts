import { expect, test } from "vitest";
import type { IntendedSubmit, ModelRequest, ModelRoute } from "~/.server/ai/port";
import { TransientPollError } from "~/.server/ai/port";
import {
  createFalWorld,
  editRoute,
  type FalWorld,
  idle,
  key,
  makeIntent,
  makeRequest,
  makeSource,
  pictureRoute,
  rejection,
} from "./world";

/** The same without a seed. */
const seedless: ModelRoute = {
  ...pictureRoute,
  parameters: ({ prompt, outputCount }) => ({ prompt, num_images: outputCount }),
};

const find = (
  world: FalWorld,
  route: ModelRoute,
  request: ModelRequest,
  changes: Partial<IntendedSubmit> = {},
) => world.provider.find!(route, request, makeIntent(changes), idle);

/** Submits, and loses the answer. */
async function lose(world: FalWorld, route: ModelRoute, request: ModelRequest): Promise<void> {
  world.emulator.order({ path: "/queue.fal.run/", times: 1, what: "drop after" });
  const source = request.readSource ? await request.readSource() : null;
  const submit = world.provider.submit(route, request, source, idle);
  expect(await rejection(submit)).toMatchObject({ code: "ambiguous" });
}

/** A submit of somebody else. */
async function submit(
  world: FalWorld,
  route: ModelRoute,
  changes: Partial<ModelRequest> = {},
): Promise<void> {
  await world.provider.submit(route, makeRequest(changes), null, idle);
}

test("finds a submit whose answer was lost, and goes on with it", async () => {
  const world = await createFalWorld();
  const request = makeRequest();
  await submit(world, pictureRoute, { settings: { seed: 8 } });
  await lose(world, pictureRoute, request);
  await submit(world, pictureRoute, { prompt: "a loud lake" });
  const requestId = world.fal.jobs[1]?.requestId;
  expect(await find(world, pictureRoute, request)).toEqual({
    job: { endpoint: "fal-ai/flux/dev", requestId },
    requestId,
  });
  expect(world.paidPosts()).toBe(3);
});

test("asks the request list as recorded", async () => {
  const now = Date.parse("2026-03-04T05:06:07Z");
  const world = await createFalWorld({ now: () => now });
  await find(world, pictureRoute, makeRequest(), { intendedAt: new Date(now - 60_000) });
  const [asked] = world.emulator.received;
  expect(asked?.path).toBe("/api.fal.ai/v1/models/requests/by-endpoint");
  expect(asked?.headers.authorization).toBe(`Key ${key}`);
  expect(Object.fromEntries(asked?.query ?? [])).toEqual({
    endpoint_id: "fal-ai/flux/dev",
    start: "2026-03-04T05:04:37.000Z",
    end: "2026-03-04T05:06:37.000Z",
    expand: "payloads",
    limit: "100",
  });
});

test("follows the list from page to page", async () => {
  const world = await createFalWorld();
  const request = makeRequest();
  await lose(world, pictureRoute, request);
  const first = world.fal.jobs[0]!;
  for (let seed = 100; seed < 305; seed += 1)
    world.fal.jobs.push({ ...first, requestId: `r-${seed}`, input: { ...first.input, seed } });
  const found = await find(world, pictureRoute, request);
  expect(found?.requestId).toBe(first.requestId);
  expect(world.emulator.count("GET", "/by-endpoint")).toBe(3);
});

test.for<[string, Partial<ModelRequest>]>([
  ["another seed", { settings: { seed: 8 } }],
  ["other words", { prompt: "a loud lake" }],
  ["another number of files", { outputCount: 2 }],
])("a request with %s is not taken for the lost one", async ([, changes]) => {
  const world = await createFalWorld();
  await submit(world, pictureRoute, changes);
  expect(await find(world, pictureRoute, makeRequest())).toBeNull();
});

test.for([
  ["to another endpoint", { endpoint_id: "fal-ai/flux/schnell" }],
  ["from before", { sent_at: "2020-01-01T00:00:00Z" }],
  ["from before, without a zone", { sent_at: "2020-01-01T00:00:00" }],
  ["without a time", { sent_at: "" }],
  ["whose input is not kept", { json_input: undefined }],
] as const)("a listed request %s is not taken for the lost one", async ([, changes]) => {
  const world = await createFalWorld();
  const request = makeRequest();
  const ours = {
    request_id: "ours",
    endpoint_id: "fal-ai/flux/dev",
    sent_at: new Date().toISOString().replace("Z", ""),
    json_input: pictureRoute.parameters(request),
  };
  const list = (items: unknown[]) => ({ status: 200, json: { items } });
  const order = { path: "/by-endpoint", times: 1, what: "answer" } as const;
  world.emulator.order({ ...order, answer: list([{ ...ours, ...changes }]) });
  expect(await find(world, pictureRoute, request)).toBeNull();
  world.emulator.order({ ...order, answer: list([ours]) });
  expect(await find(world, pictureRoute, request)).toMatchObject({ requestId: "ours" });
});

test("of several with the same seed, which make the same, one is found", async () => {
  const world = await createFalWorld();
  const request = makeRequest();
  await lose(world, pictureRoute, request);
  await submit(world, pictureRoute);
  expect(await find(world, pictureRoute, request)).not.toBeNull();
});

test("a job that the request has had before is not taken for the lost one", async () => {
  const world = await createFalWorld();
  const request = makeRequest();
  await submit(world, pictureRoute);
  const endedRequestIds = world.fal.jobs.map(({ requestId }) => requestId);
  expect(await find(world, pictureRoute, request, { endedRequestIds })).toBeNull();
  await lose(world, pictureRoute, request);
  const found = await find(world, pictureRoute, request, { endedRequestIds });
  expect(found?.requestId).toBe(world.fal.jobs[1]?.requestId);
});

test("defaults that fal has added to the input do not hide it", async () => {
  const world = await createFalWorld();
  const request = makeRequest();
  await lose(world, pictureRoute, request);
  const [job] = world.fal.jobs;
  job!.input = { ...job!.input, guidance_scale: 3.5 };
  expect(await find(world, pictureRoute, request)).not.toBeNull();
});

test("without a seed a single match is found, and of several none", async () => {
  const world = await createFalWorld();
  const request = makeRequest();
  await lose(world, seedless, request);
  expect(await find(world, seedless, request)).not.toBeNull();
  await submit(world, seedless);
  expect(await find(world, seedless, request)).toBeNull();
});

test("an edit is found by the name of its own source picture alone", async () => {
  const world = await createFalWorld();
  const request = makeRequest({ kind: "edit", readSource: makeSource });
  await lose(world, editRoute, request);
  const requestId = world.fal.jobs[0]?.requestId;
  expect((await find(world, editRoute, request))?.requestId).toBe(requestId);
  const other = { ...request, generationId: "01937f60-0000-7000-8000-000000000002" };
  expect(await find(world, editRoute, other)).toBeNull();
});

test("a submit that never arrived is not found", async () => {
  const world = await createFalWorld();
  const request = makeRequest();
  world.emulator.order({ path: "/queue.fal.run/", times: 1, what: "drop" });
  await rejection(world.provider.submit(pictureRoute, request, null, idle));
  expect(await find(world, pictureRoute, request)).toBeNull();
});

test("a submit that fal lists late is found then", async () => {
  const world = await createFalWorld();
  world.fal.behave({ unlistedLooks: 1 });
  const request = makeRequest();
  await lose(world, pictureRoute, request);
  expect(await find(world, pictureRoute, request)).toBeNull();
  expect(await find(world, pictureRoute, request)).not.toBeNull();
});

test("a key that may not read the list cannot tell", async () => {
  const world = await createFalWorld();
  const answer = { status: 403, json: { detail: "Admin key required" } };
  world.emulator.order({ path: "/by-endpoint", times: 1, what: "answer", answer });
  expect(await find(world, pictureRoute, makeRequest())).toBeNull();
});

test.for([
  ["a 503", { status: 503, headers: { "retry-after": "4" } }, 4],
  ["a page instead of JSON", { status: 200, body: "<html>" }, null],
  ["another shape", { status: 200, json: { items: [{}] } }, null],
] as const)("%s instead of the list is a reason to ask again", async ([, answer, seconds]) => {
  const world = await createFalWorld();
  world.emulator.order({ path: "/by-endpoint", times: 1, what: "answer", answer });
  const error = await rejection(find(world, pictureRoute, makeRequest()));
  expect(error).toBeInstanceOf(TransientPollError);
  expect(error).toMatchObject({ retryAfterSeconds: seconds });
});

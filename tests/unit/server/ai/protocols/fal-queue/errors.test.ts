import { expect, test } from "vitest";
import { TransientPollError } from "~/.server/ai/port";
import type { Fault } from "../../../../../emulators/emulator";
import {
  createFalWorld,
  follow,
  idle,
  key,
  makeRequest,
  pictureRoute,
  rejection,
} from "../../providers/fal/world";
import { endTimeOnWaiting } from "../../out-of-time";

const internal = "internal_server_error";
const failures = [
  [400, "bad_request", "No", "invalid_input", false, true],
  [401, null, "Invalid key", "provider_auth", false, true],
  [403, null, "Exhausted balance. Top up at fal.ai", "provider_credit", false, true],
  [403, null, "This model is not permitted", "provider_auth", false, true],
  [404, null, "Not Found", "upstream_failure", false, true],
  [422, "content_policy_violation", "Flagged", "safety_filter", false, true],
  [422, "no_media_generated", "Nothing came out", "invalid_input", false, true],
  [422, "image_too_small", "Too small", "invalid_input", false, true],
  [422, "file_download_error", "No such file", "invalid_input", false, true],
  [422, "face_detection_error", "No face", "invalid_input", false, true],
  [422, "unsupported_image_format", "TIFF", "invalid_input", false, true],
  [422, "sequence_too_long", "Too long", "invalid_input", false, true],
  [422, "less_than_equal", "Too much", "invalid_input", false, true],
  [499, "client_cancelled", "Cancelled", "canceled", false, true],
  [499, "client_disconnected", "Disconnected", "canceled", false, true],
  [500, internal, "Crashed", "upstream_failure", true, false],
  [500, null, "Internal Server Error", "upstream_failure", true, false],
  [500, "downstream_service_error", "Elsewhere", "upstream_failure", true, false],
  [503, "downstream_service_unavailable", "Elsewhere", "upstream_failure", true, false],
  [503, "runner_scheduling_failure", "No runner", "upstream_failure", true, false],
  [503, "runner_connection_refused", "No runner", "upstream_failure", true, false],
  [502, "runner_incomplete_response", "Cut", "upstream_failure", true, false],
  [504, "generation_timeout", "Slow", "timed_out", true, false],
  [504, "startup_timeout", "Slow", "timed_out", true, false],
  [504, "request_timeout", "Slow", "timed_out", true, false],
] as const;

/** Runs a job that ends with this, and gives what is said of it. */
async function failWith(
  [status, type, message]: readonly [number, string | null, string],
  statusTellsError: boolean,
): Promise<unknown> {
  const world = await createFalWorld();
  world.fal.behave({ failure: { status, type, message }, statusTellsError });
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const last = (await follow(world, job)).at(-1);
  expect(world.paidPosts()).toBe(1);
  if (last?.state === "failed") return last.error;
  const error = await rejection(world.provider.collect(job, idle));
  return error instanceof TransientPollError ? (error.finalError ?? error) : error;
}

test.for(failures)(
  "a job that ends with %i %s (%s) is %s",
  async ([status, type, message, code, retryable, mayHaveCharged]) => {
    for (const statusTellsError of [true, false]) {
      const error = await failWith([status, type, message], statusTellsError);
      expect(error).toMatchObject({ name: "AiError", code, retryable, mayHaveCharged });
      expect(String(error)).toContain(message);
    }
  },
);

test("a bare 500 of the result may be a gateway's, and is a failure only when it stays", async () => {
  const world = await createFalWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await follow(world, job);
  const answer = { status: 500, json: { detail: "Internal Server Error" } };
  world.emulator.order({ method: "GET", path: "/requests/", times: 1, what: "answer", answer });
  const doubt = await rejection(world.provider.collect(job, idle));
  expect(doubt).toBeInstanceOf(TransientPollError);
  expect(doubt).toMatchObject({ finalError: { code: "upstream_failure", mayHaveCharged: false } });
  expect(await world.provider.collect(job, idle)).toHaveLength(1);
});

test.for([502, 503, 504])(
  "a bare %i of the result says nothing of the job, unless its state told of an error",
  async (status) => {
    const silent = await failWith([status, null, "Unavailable"], false);
    expect(silent).toBeInstanceOf(TransientPollError);
    const told = await failWith([status, null, "Unavailable"], true);
    expect(told).toMatchObject({ code: "upstream_failure", mayHaveCharged: false });
  },
);

test("a failure that fal itself calls final is not tried again", async () => {
  const world = await createFalWorld();
  const headers = { "x-fal-retryable": "false" };
  world.fal.behave({ failure: { status: 500, type: internal, headers } });
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  expect((await follow(world, job)).at(-1)).toMatchObject({
    state: "failed",
    error: { code: "upstream_failure", retryable: false, mayHaveCharged: false },
  });
});

const whatGoesWrong: [string, Pick<Fault, "what" | "answer">][] = [
  ["a dropped connection", { what: "drop" }],
  ["an answer that breaks off", { what: "cut" }],
  ["an answer without end", { what: "endless" }],
  ["no answer in time", { what: "hang" }],
  ["a 408", { what: "answer", answer: { status: 408 } }],
  ["a 429", { what: "answer", answer: { status: 429 } }],
  ["a 500 of nobody", { what: "answer", answer: { status: 500, body: "Oops" } }],
  ["a 502 of a gateway", { what: "answer", answer: { status: 502, body: "<html>" } }],
  ["a 503", { what: "answer", answer: { status: 503, json: { detail: "Unavailable" } } }],
  ["a page instead of JSON", { what: "answer", answer: { status: 200, body: "<html>" } }],
  ["an empty answer", { what: "answer", answer: { status: 200 } }],
  ["no JSON", { what: "answer", answer: { status: 200, headers: json(), body: '{"status":' } }],
  [
    "a redirect",
    { what: "answer", answer: { status: 307, headers: { location: "https://queue.fal.run/x" } } },
  ],
];

function json() {
  return { "content-type": "application/json" };
}

test.for(whatGoesWrong)("%s is a reason to ask again, once each", async ([, fault]) => {
  const world = await createFalWorld();
  endTimeOnWaiting(world.emulator);
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  world.emulator.order({ path: "/status", times: 1, ...fault });
  expect(await rejection(world.provider.poll(job, idle))).toBeInstanceOf(TransientPollError);
  expect(world.emulator.count("GET", "/status")).toBe(1);
  await follow(world, job);
  world.emulator.order({ method: "GET", path: "/requests/", times: 1, ...fault });
  expect(await rejection(world.provider.collect(job, idle))).toBeInstanceOf(TransientPollError);
  expect(await world.provider.collect(job, idle)).toHaveLength(1);
});

test("a result that is not there yet is a reason to ask again", async () => {
  const world = await createFalWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  expect(await rejection(world.provider.collect(job, idle))).toBeInstanceOf(TransientPollError);
});

test("an unknown state is a reason to ask again", async () => {
  const world = await createFalWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const answer = { status: 200, json: { status: "PAUSED" } };
  world.emulator.order({ path: "/status", times: 1, what: "answer", answer });
  expect(await rejection(world.provider.poll(job, idle))).toBeInstanceOf(TransientPollError);
});

test("asks again as late as fal wants", async () => {
  const world = await createFalWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const answer = { status: 429, headers: { "retry-after": "11" } };
  world.emulator.order({ path: "/status", times: 1, what: "answer", answer });
  expect(await rejection(world.provider.poll(job, idle))).toMatchObject({ retryAfterSeconds: 11 });
});

test.for([
  ["every output flagged", { nsfw: "all" }, "safety_filter"],
  ["no output at all", { outputs: 0 }, "upstream_failure"],
  ["outputs without an address", { nullUrls: true }, "upstream_failure"],
] as const)("%s is a failure that may have been charged", async ([, behaviour, code]) => {
  const world = await createFalWorld();
  world.fal.behave(behaviour);
  const request = makeRequest({ outputCount: 2 });
  const { job } = await world.provider.submit(pictureRoute, request, null, idle);
  expect((await follow(world, job)).at(-1)).toEqual({ state: "done" });
  expect(await rejection(world.provider.collect(job, idle))).toMatchObject({
    code,
    mayHaveCharged: true,
  });
});

test("a result of another shape is a failure", async () => {
  const world = await createFalWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const answer = { status: 200, json: { images: "none" } };
  world.emulator.order({ method: "GET", path: "/requests/", times: 1, what: "answer", answer });
  expect(await rejection(world.provider.collect(job, idle))).toMatchObject({
    code: "upstream_failure",
    mayHaveCharged: true,
  });
});

test("an unknown job has failed", async () => {
  const { provider } = await createFalWorld();
  const job = { endpoint: "fal-ai/flux/dev", requestId: "unknown" };
  expect(await provider.poll(job, idle)).toMatchObject({
    state: "failed",
    error: { code: "upstream_failure", mayHaveCharged: true },
  });
});

test("what is thrown never has the key in it, though fal repeats it", async () => {
  const world = await createFalWorld();
  const detail = `The key ${key} is locked, as is ${key.split(":")[1]}`;
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const answer = { status: 401, json: { detail } };
  world.emulator.order({ path: "", times: 2, what: "answer", answer });
  const state = await world.provider.poll(job, idle);
  const refusal = await rejection(world.provider.submit(pictureRoute, makeRequest(), null, idle));
  for (const said of [state.state === "failed" ? state.error : null, refusal]) {
    expect(said).toMatchObject({
      message: "provider_auth: status 401, The key [key]:[key] is locked, as is [key]",
    });
  }
});

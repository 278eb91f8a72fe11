import { Agent, setGlobalDispatcher } from "undici";
import { expect, test } from "vitest";
import { CanceledError } from "~/.server/ai/port";
import { recordedVersions } from "../../../../../emulators/gradio-recorded";
import { idle, read } from "./world";
import { createRecordedWorld, describeModel } from "./recorded-world";

const direct = describeModel("/direct");
const runs = ({ emulator }: Awaited<ReturnType<typeof createRecordedWorld>>) =>
  emulator.count("POST", "/run/direct");

test.for(recordedVersions)(
  "an endpoint of a real Gradio %s outside of its queue makes a picture with one call",
  async (version) => {
    const world = await createRecordedWorld(version, { behaviour: { hold: "work" } });
    const { job, requestId } = await world.submit(direct);
    expect(requestId).toBeNull();
    expect(await world.provider.poll(job, idle)).toEqual({ state: "running", progress: null });
    await expect.poll(() => world.app.jobs[0]?.state).toBe("running");
    world.app.release();
    expect(await world.end(job)).toMatchObject({ state: "done" });
    const [file] = await world.provider.collect(job, idle);
    expect((await read(file)).subarray(8, 12).toString()).toBe("WEBP");
    expect(world.sent()).toEqual(["a quiet lake"]);
    expect(runs(world)).toBe(1);
    expect(world.emulator.count("GET", "/queue/data")).toBe(0);
  },
);

const turnedDown = { code: "upstream_failure", retryable: false, mayHaveCharged: false };
test.for(recordedVersions)("its error is the app's own: Gradio %s", async (version) => {
  const world = await createRecordedWorld(version);
  const error = await world.failure(describeModel("/direct_fails"));
  expect(error).toMatchObject({ ...turnedDown, isHealthy: true, quote: "Direct says no." });
});

const spent = { retryable: false, mayHaveCharged: true };
const free = { retryable: false, mayHaveCharged: false };
test.for([
  ["502", { status: 502 }, { code: "ambiguous", ...spent }],
  ["503", { status: 503 }, { code: "ambiguous", ...spent }],
  ["500 without words", { status: 500, json: {} }, { code: "ambiguous", ...spent }],
  ["500 with null", { status: 500, json: { error: null } }, { ...turnedDown, isHealthy: false }],
  ["422", { status: 422, json: { detail: [] } }, { code: "invalid_input", ...free }],
  ["429", { status: 429 }, { code: "rate_limited", retryable: true, mayHaveCharged: false }],
  ["401", { status: 401 }, { code: "provider_auth", ...free }],
  ["no JSON", { status: 200, body: "<html>" }, { code: "ambiguous", ...spent }],
  ["no data", { status: 200, json: {} }, { code: "ambiguous", ...spent }],
] as const)("a call outside of the queue that is answered with %s", async ([, answer, kind]) => {
  const world = await createRecordedWorld("6");
  world.emulator.order({ path: "/run/direct", times: 9, what: "answer", answer });
  expect(await world.failure(direct)).toMatchObject(kind);
  expect(runs(world)).toBe(1);
});

test.for(["drop", "drop after", "cut"] as const)(
  "a call outside of the queue whose connection breaks is lost: %s",
  async (what) => {
    const world = await createRecordedWorld("6");
    world.emulator.order({ path: "/run/direct", times: 9, what });
    expect(await world.failure(direct)).toMatchObject({ code: "ambiguous", ...spent });
    expect(runs(world)).toBe(1);
  },
);

test("canceling hangs up, for there is nothing to name to the app", async () => {
  const world = await createRecordedWorld("6", { behaviour: { hold: "work" } });
  const run = new AbortController();
  const { job } = await world.submit(direct, {}, run.signal);
  await expect.poll(() => world.app.jobs[0]?.state).toBe("running");
  run.abort(new CanceledError("canceled"));
  await expect.poll(() => world.app.jobs[0]?.state).toBe("dead");
  expect(await world.provider.poll(job, idle)).toMatchObject({
    state: "failed",
    error: { code: "canceled" },
  });
  expect(world.emulator.count("POST", "/cancel")).toBe(0);
});

test.for(["/direct", "/slow"])(
  "a function may be silent for longer than Node waits for an answer: %s",
  async (endpoint) => {
    const world = await createRecordedWorld("6", { behaviour: { hold: "work" } });
    const impatient = new Agent({ headersTimeout: 50, bodyTimeout: 50 });
    setGlobalDispatcher(impatient);
    const parameters = endpoint === "/slow" ? { prompt: "{prompt}", seconds: 60 } : undefined;
    const { job } = await world.submit(describeModel(endpoint, parameters));
    await expect.poll(() => world.app.jobs[0]?.state).toBe("running");
    world.emulator.order({ path: "/config", times: 1, what: "hang" });
    await expect(fetch(`${world.address}/config`)).rejects.toThrow("fetch failed");
    expect(await world.provider.poll(job, idle)).toMatchObject({ state: "running" });
    world.app.release();
    expect(await world.end(job)).toMatchObject({ state: "done" });
  },
);

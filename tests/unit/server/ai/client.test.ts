import { expect, test } from "vitest";
import { createAiClient } from "~/.server/ai/client";
import type { AiProvider, JobJournal, JobState } from "~/.server/ai/port";
import { AiError, Unwanted } from "~/.server/ai/port";
import { createModelRegistry, modelDefinitions } from "~/.server/ai/registry";

const request = {
  generationId: "generation",
  kind: "image" as const,
  model: "painter",
  prompt: "a quiet lake",
  negativePrompt: "",
  settings: {},
  outputCount: 1,
};
const idle = new AbortController().signal;

/** A provider that goes through the given states, and a journal; both write down what happens. */
function createWorld(options: {
  states?: JobState[];
  submitIsPaid?: boolean;
  earlier?: JobJournal["earlier"];
  found?: boolean;
  refusal?: AiError;
}) {
  const told: string[] = [];
  const states = options.states ?? [{ state: "done" }];
  const provider: AiProvider = {
    name: "painter",
    words: "The painter",
    pollIntervalMs: 1,
    submitIsPaid: options.submitIsPaid ?? false,
    async submit() {
      told.push("submit");
      if (options.refusal) throw options.refusal;
      return { job: { id: "new" }, requestId: "r-1" };
    },
    async poll(job) {
      const state = states.shift() ?? { state: "running", progress: null };
      told.push(`poll ${String(job.id)} ${state.state}`);
      return state;
    },
    async collect(job) {
      told.push(`collect ${String(job.id)}`);
      return [{ bytes: new Uint8Array([1]) }];
    },
    async cancel(job) {
      told.push(`cancel ${String(job.id)}`);
    },
    letGo(job) {
      told.push(`let go ${String(job.id)}`);
    },
    async find() {
      told.push("find");
      return options.found ? { job: { id: "found" }, requestId: "r-2" } : null;
    },
  };
  const journal: JobJournal = {
    earlier: options.earlier ?? null,
    intend: async () => void told.push("intend"),
    turnedDown: async () => void told.push("turned down"),
    submitted: async (_provider, { requestId }) => void told.push(`submitted ${requestId}`),
    progress: async (share) => void told.push(`progress ${share}`),
  };
  const client = createAiClient(modelDefinitions, [provider]);
  return { told, run: (signal = idle) => client.run(request, journal, signal) };
}

test("writes down its intent before the submit and the job right after it", async () => {
  const world = createWorld({});
  await world.run();
  expect(world.told).toEqual(["intend", "submit", "submitted r-1", "poll new done", "collect new"]);
});

test("reports progress until the work is done", async () => {
  const states: JobState[] = [
    { state: "waiting", queuePosition: 1 },
    { state: "running", progress: 0.5 },
    { state: "done" },
  ];
  const world = createWorld({ states });
  await world.run();
  expect(world.told).toContain("progress 0.5");
});

test("resumes a job that an earlier attempt submitted", async () => {
  const world = createWorld({
    earlier: { provider: "painter", job: { id: "old" } },
    submitIsPaid: true,
  });
  await world.run();
  expect(world.told).toEqual(["poll old done", "collect old"]);
});

test("looks for a paid submit whose answer was lost, and goes on with it", async () => {
  const world = createWorld({
    earlier: { provider: "painter", job: null },
    submitIsPaid: true,
    found: true,
  });
  await world.run();
  expect(world.told).toEqual(["find", "submitted r-2", "poll found done", "collect found"]);
});

test("never submits paid work twice when it cannot be found", async () => {
  const world = createWorld({ earlier: { provider: "painter", job: null }, submitIsPaid: true });
  await expect(world.run()).rejects.toMatchObject({ code: "ambiguous", retryable: false });
  expect(world.told).toEqual(["find"]);
});

test("submits unpaid work again when the answer was lost", async () => {
  const world = createWorld({ earlier: { provider: "painter", job: null } });
  await world.run();
  expect(world.told).toContain("submit");
});

test("withdraws its intent when the submit was turned down at no cost", async () => {
  const refusal = new AiError("busy", { retryable: true });
  const world = createWorld({ submitIsPaid: true, refusal });
  await expect(world.run()).rejects.toBe(refusal);
  expect(world.told).toEqual(["intend", "submit", "turned down"]);
});

test("keeps its intent when nobody knows what became of the submit", async () => {
  const refusal = new AiError("timed_out", { retryable: false });
  const world = createWorld({ submitIsPaid: true, refusal });
  await expect(world.run()).rejects.toBe(refusal);
  expect(world.told).toEqual(["intend", "submit"]);
});

test("cancels the provider's job when nobody wants it any more", async () => {
  const stop = new AbortController();
  const world = createWorld({ states: [] });
  const running = world.run(stop.signal);
  stop.abort(new Unwanted());
  await expect(running).rejects.toThrow("abort");
  expect(world.told.at(-1)).toBe("cancel new");
});

test("leaves the provider's job running for the worker that takes over", async () => {
  const stop = new AbortController();
  const world = createWorld({ states: [] });
  const running = world.run(stop.signal);
  stop.abort(new Error("The worker is stopping"));
  await expect(running).rejects.toThrow("abort");
  expect(world.told.at(-1)).toBe("let go new");
});

test("accepts only the settings that the model has", () => {
  const registry = createModelRegistry(modelDefinitions);
  const chosen = { shape: "3:4", count: 1, seed: 5, negativePrompt: "" };
  expect(registry.parseSettings("painter", chosen)).toEqual({
    shape: "3:4",
    width: 864,
    height: 1152,
    seed: 5,
  });
  expect(() => registry.parseSettings("painter", { ...chosen, shape: "2:1" })).toThrow(/shape/);
  expect(() => registry.parseSettings("painter", { ...chosen, count: 5 })).toThrow(/count/);
  expect(registry.find("nothing")).toBeNull();
});

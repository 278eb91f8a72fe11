import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { createAiClient } from "~/.server/ai/client";
import type { AiProvider, JobJournal, JobState, ModelRoute, RouteOutcome } from "~/.server/ai/port";
import { AiError, TransientPollError, CanceledError } from "~/.server/ai/port";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";

const request = {
  generationId: "generation",
  kind: "image" as const,
  model: "painter",
  prompt: "a quiet lake",
  negativePrompt: "",
  settings: {},
  outputCount: 1,
  readSource: null,
};
const idle = new AbortController().signal;
const [painter] = modelDefinitions;
const intended = { intendedAt: new Date(), endedRequestIds: ["r-0"] };

afterEach(() => void vi.useRealTimers());

interface Script {
  /** What each poll answers, then running for ever; left out: done. */
  states?: JobState[];
  /** What each preparation of a submit meets, in order; left out: there is nothing to prepare. */
  prepares?: (Error | null)[];
  /** What each submit meets, in order; the last one again. Null: it is taken. */
  submits?: (Error | null)[];
  /** What each collect meets, in order. */
  collects?: (Error | null)[];
  /** What each look for a lost submit finds, in order. */
  finds?: boolean[];
  /** Why it takes no cancellation. */
  cancel?: Error;
}

interface Options {
  /** By provider; each has one route of its own, in this order. */
  scripts: Record<string, Script>;
  submitIsPaid?: boolean;
  earlier?: JobJournal["previous"];
  /** A provider that has a route and no key. */
  keyless?: string;
  /** Longer than any test when left out. */
  circuitOpenMs?: number;
  routeOrder?: string[];
  providersOff?: string[];
  maxOutputs?: Record<string, number>;
}

function routeOf(name: string, maxOutputs = 4): ModelRoute {
  return {
    id: `${name}:model`,
    provider: name,
    upstreamModel: "model",
    maxOutputs,
    parameters: () => ({}),
    sourceParameter: null,
  };
}

/** Providers that go through their scripts, and a journal; all write down what happens. */
function createWorld(options: Options) {
  const told: string[] = [];
  const standing: string[] = [];
  const outcomes: RouteOutcome[] = [];
  const looksFor: number[] = [];
  const logged: [string, Record<string, unknown>][] = [];
  const names = Object.keys(options.scripts);
  const providers = names.map((name) => {
    const script = options.scripts[name] ?? {};
    return createProvider(name, script, options.submitIsPaid ?? true, told);
  });
  const routes = [...names, ...(options.keyless ? [options.keyless] : [])].map((name) =>
    routeOf(name, options.maxOutputs?.[name]),
  );
  const journal: JobJournal = {
    previous: options.earlier ?? null,
    async intend({ provider }) {
      told.push(`intend ${provider}`);
      return intended;
    },
    discard: async () => void told.push("over"),
    answerLost: () => void told.push("unanswered"),
    submitted: async (_route, { requestId }) => void told.push(`submitted ${requestId}`),
    progress: async (share) => void told.push(`progress ${share}`),
    waiting: async (place) => void standing.push(`waits ${place}`),
    running: async () => void standing.push("works"),
    note: (words) => void standing.push(`note ${words}`),
  };
  const client = createAiClient({
    definitions: [{ ...painter!, routes }],
    providers,
    health: { record: async (outcome) => void outcomes.push(outcome) },
    log: (message, facts) => void logged.push([message, facts]),
    timings: {
      initialDelayMs: 1,
      maxDelayMs: 2,
      maxRetryAfterMs: 600_000,
      circuitOpenMs: options.circuitOpenMs ?? 600_000,
    },
    lookupDelaysSeconds(typicalSeconds) {
      looksFor.push(typicalSeconds);
      return [0.001, 0.001];
    },
  });
  const run = (signal = idle) =>
    client.run(request, options.routeOrder ?? [], journal, signal, options.providersOff);
  return { told, standing, outcomes, looksFor, logged, run };
}

function createProvider(
  name: string,
  { states, prepares, submits = [], collects = [], finds = [], cancel }: Script,
  submitIsPaid: boolean,
  told: string[],
): AiProvider {
  return {
    name,
    displayName: name,
    pollIntervalMs: 1,
    submitIsPaid,
    ...(prepares && {
      async prepare() {
        told.push(`prepare ${name}`);
        const trouble = prepares.shift();
        if (trouble) throw trouble;
        return { address: "https://a/b" };
      },
    }),
    async submit(_route, _request, _source, _signal, prepared) {
      told.push(`submit ${name}${prepared ? ` ${String(prepared["address"])}` : ""}`);
      const trouble = submits.length > 1 ? submits.shift() : submits[0];
      if (trouble) throw trouble;
      return { job: { id: "new" }, requestId: "r-1" };
    },
    async poll(job) {
      const state: JobState = states
        ? (states.shift() ?? { state: "running", progress: null })
        : { state: "done" };
      told.push(`poll ${String(job.id)} ${state.state}`);
      return state;
    },
    async collect(job) {
      told.push(`collect ${String(job.id)}`);
      const trouble = collects.shift();
      if (trouble) throw trouble;
      return [{ bytes: new Uint8Array([1]) }];
    },
    async cancel(job) {
      told.push(`cancel ${String(job.id)}`);
      if (cancel) throw cancel;
    },
    release(job) {
      told.push(`let go ${String(job.id)}`);
    },
    async find() {
      told.push("find");
      return finds.shift() ? { job: { id: "found" }, requestId: "r-2" } : null;
    },
  };
}

const lost = { ...intended, provider: "fal", route: "fal:model", job: null };

test("writes down its intent before the submit and the job right after it", async () => {
  const world = createWorld({ scripts: { fal: {} } });
  await world.run();
  const steps = ["intend fal", "submit fal", "submitted r-1", "poll new done", "collect new"];
  expect(world.told).toEqual(steps);
});

test("prepares what goes along before the intent is written down, again where that may help", async () => {
  const broken = new AiError("upstream_failure", { mayHaveCharged: false, retryable: true });
  const world = createWorld({ scripts: { fal: { prepares: [broken, null] } } });
  await world.run();
  const steps = ["prepare fal", "prepare fal", "intend fal", "submit fal https://a/b"];
  expect(world.told.slice(0, 4)).toEqual(steps);
});

test("leaves no intent behind where something can't be read, or the worker stops meanwhile", async () => {
  for (const trouble of [new Error("gone"), new DOMException("stopped", "AbortError")]) {
    const world = createWorld({ scripts: { fal: { prepares: [trouble] } } });
    await expect(world.run()).rejects.toBe(trouble);
    expect(world.told).toEqual(["prepare fal"]);
  }
});

test("reports progress until the work is done", async () => {
  const states: JobState[] = [
    { state: "waiting", queuePosition: 1 },
    { state: "running", progress: 0.5 },
    { state: "done" },
  ];
  const world = createWorld({ scripts: { fal: { states } } });
  await world.run();
  expect(world.told).toContain("progress 0.5");
});

test("reports the place in the provider's line, that the work began, and what was said besides", async () => {
  const states: JobState[] = [
    { state: "waiting", queuePosition: 1 },
    { state: "waiting", queuePosition: null },
    { state: "running", progress: null },
    { state: "done", note: "It was cut." },
  ];
  const world = createWorld({ scripts: { fal: { states } } });
  await world.run();
  expect(world.standing).toEqual(["waits 1", "waits null", "works", "works", "note It was cut."]);
});

const full = new AiError("busy", { isHealthy: true, isQueueFull: true });

test("asks a provider that is full no second time at once, and thinks no worse of it", async () => {
  const world = createWorld({ scripts: { fal: { submits: [full] } } });
  for (let times = 1; times <= 7; times += 1) await expect(world.run()).rejects.toBe(full);
  expect(world.told.filter((step) => step === "submit fal")).toHaveLength(7);
  expect(world.outcomes).toEqual([]);
});

test("goes to another provider where one is full", async () => {
  const world = createWorld({ scripts: { fal: { submits: [full] }, wavespeed: {} } });
  await world.run();
  expect(world.told).toContain("submit wavespeed");
});

test("goes to another provider where one has said at no cost why it cannot, and thinks no worse of it", async () => {
  const error = new AiError("upstream_failure", {
    isHealthy: true,
    mayHaveCharged: false,
    quote: "Only cats here.",
  });
  const states = (): JobState[] => [{ state: "failed", error }];
  const scripts = { fal: { states: Array.from({ length: 7 }, states).flat() }, wavespeed: {} };
  const world = createWorld({ scripts });
  for (let times = 1; times <= 7; times += 1) await world.run();
  expect(world.told.filter((step) => step === "submit fal")).toHaveLength(7);
  expect(world.outcomes.every(({ route }) => route === "wavespeed:model")).toBe(true);
});

test("resumes a job that an earlier attempt submitted, on its own route", async () => {
  const world = createWorld({
    scripts: { wavespeed: {}, fal: {} },
    earlier: { ...lost, job: { id: "old" } },
  });
  await world.run();
  expect(world.told).toEqual(["poll old done", "collect old"]);
});

test("looks for a paid submit whose answer was lost, more than once, and goes on with it", async () => {
  const world = createWorld({ scripts: { fal: { finds: [false, true] } }, earlier: lost });
  await world.run();
  const steps = ["find", "find", "submitted r-2", "poll found done", "collect found"];
  expect(world.told).toEqual(steps);
  expect(world.looksFor).toEqual([painter?.card.typicalSeconds]);
});

test("never submits paid work twice when it cannot be found, on no route", async () => {
  const world = createWorld({ scripts: { fal: {}, wavespeed: {} }, earlier: lost });
  await expect(world.run()).rejects.toMatchObject({ code: "ambiguous", retryable: false });
  expect(world.told).toEqual(["find", "find", "find"]);
});

test.each(["gone:model", "unset:model"])(
  "gives up an earlier submit to %s, which can no longer be asked",
  async (route) => {
    const earlier = { ...lost, provider: "gone", route };
    const world = createWorld({ scripts: { fal: {} }, earlier, keyless: "unset" });
    await expect(world.run()).rejects.toMatchObject({ code: "ambiguous" });
    expect(world.told).toEqual([]);
  },
);

test("submits unpaid work again when the answer was lost", async () => {
  const world = createWorld({ scripts: { fal: {} }, submitIsPaid: false, earlier: lost });
  await world.run();
  expect(world.told).toContain("submit fal");
});

test("tries a submit again that was turned down at no cost, after withdrawing its intent", async () => {
  const world = createWorld({ scripts: { fal: { submits: [new AiError("busy"), null] } } });
  await world.run();
  expect(world.told.slice(0, 5)).toEqual([
    "intend fal",
    "submit fal",
    "over",
    "intend fal",
    "submit fal",
  ]);
});

test("waits as long as the provider asks for", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const refusal = new AiError("rate_limited", { retryAfterSeconds: 300 });
  const world = createWorld({ scripts: { fal: { submits: [refusal, null] } } });
  const running = world.run();
  while (vi.getTimerCount() === 0) await setImmediate();
  await vi.advanceTimersByTimeAsync(299_999);
  expect(world.told).toEqual(["intend fal", "submit fal", "over"]);
  await vi.advanceTimersByTimeAsync(1);
  await running;
  expect(world.told.slice(3, 5)).toEqual(["intend fal", "submit fal"]);
});

test("leaves a provider alone that asks for a longer pause than a worker should wait", async () => {
  const refusal = new AiError("rate_limited", { retryAfterSeconds: 3600 });
  const world = createWorld({ scripts: { fal: { submits: [refusal] } } });
  await expect(world.run()).rejects.toMatchObject({ retryAfterSeconds: 3600 });
  expect(world.told).toEqual(["intend fal", "submit fal", "over"]);
});

test.each(["provider_auth", "provider_credit", "busy", "rate_limited"] as const)(
  "moves to the next route when one fails with %s at no cost",
  async (code) => {
    const world = createWorld({
      scripts: { fal: { submits: [new AiError(code)] }, wavespeed: {} },
    });
    await world.run();
    expect(world.told).toContain("submit wavespeed");
    expect(world.outcomes).toMatchObject([
      { route: "fal:model", model: "painter", failure: code },
      { route: "wavespeed:model", model: "painter", failure: null },
    ]);
  },
);

test("moves to the next route when a job failed at no cost, and forgets the job first", async () => {
  const error = new AiError("upstream_failure", { mayHaveCharged: false });
  const states: JobState[] = [{ state: "failed", error }];
  const world = createWorld({ scripts: { fal: { states }, wavespeed: {} } });
  await world.run();
  expect(world.told.slice(3, 6)).toEqual(["poll new failed", "over", "intend wavespeed"]);
});

test("looks for a submit whose answer got lost on its way, and goes on with it", async () => {
  const submits = [new AiError("ambiguous")];
  const world = createWorld({ scripts: { fal: { submits, finds: [false, true] }, wavespeed: {} } });
  await world.run();
  const steps = ["unanswered", "find", "find", "submitted r-2", "poll found done", "collect found"];
  expect(world.told).toEqual(["intend fal", "submit fal", ...steps]);
});

test("asks no other route after an answer that is lost for good", async () => {
  const submits = [new AiError("ambiguous")];
  const world = createWorld({ scripts: { fal: { submits }, wavespeed: {} } });
  await expect(world.run()).rejects.toMatchObject({ code: "ambiguous" });
  expect(world.told).toEqual(["intend fal", "submit fal", "unanswered", "find", "find", "find"]);
});

test.each(["timed_out", "upstream_failure", "safety_filter", "canceled"] as const)(
  "asks no other route after %s, which may have been charged",
  async (code) => {
    const error = new AiError(code);
    const world = createWorld({ scripts: { fal: { submits: [error] }, wavespeed: {} } });
    await expect(world.run()).rejects.toBe(error);
    expect(world.told).toEqual(["intend fal", "submit fal"]);
  },
);

test("asks no other route when the request itself is at fault", async () => {
  const world = createWorld({
    scripts: { fal: { submits: [new AiError("invalid_input")] }, wavespeed: {} },
  });
  await expect(world.run()).rejects.toMatchObject({ code: "invalid_input" });
  expect(world.told).toEqual(["intend fal", "submit fal", "over"]);
  expect(world.outcomes).toEqual([]);
});

test("keeps its intent after an error that nobody has classified", async () => {
  const world = createWorld({ scripts: { fal: { submits: [new Error("what is this")] } } });
  await expect(world.run()).rejects.toThrow("what is this");
  expect(world.told).toEqual(["intend fal", "submit fal"]);
});

test("takes the administrators' order of routes, and ignores names that it does not know", async () => {
  const world = createWorld({
    scripts: { fal: {}, wavespeed: {} },
    routeOrder: ["gone:model", "wavespeed:model"],
  });
  await world.run();
  expect(world.told[0]).toBe("intend wavespeed");
});

test("takes no route of a provider that the administrators switched off, first in their order or not", async () => {
  const off = { providersOff: ["fal"], routeOrder: ["fal:model"] };
  const world = createWorld({ scripts: { fal: {}, wavespeed: {} }, ...off });
  await world.run();
  expect(world.told[0]).toBe("intend wavespeed");
  const none = createWorld({ scripts: { fal: {} }, ...off });
  await expect(none.run()).rejects.toMatchObject({ code: "upstream_failure" });
  expect(none.told).toEqual([]);
});

test("takes no route that makes too few files in one submit", async () => {
  const world = createWorld({ scripts: { fal: {}, wavespeed: {} }, maxOutputs: { fal: 0 } });
  await world.run();
  expect(world.told[0]).toBe("intend wavespeed");
});

test("asks again when a question about a job has no answer", async () => {
  const collects = [new TransientPollError("502"), new TransientPollError("reset"), null];
  const world = createWorld({ scripts: { fal: { collects } } });
  await world.run();
  expect(world.told.filter((step) => step === "collect new")).toHaveLength(3);
  expect(world.told.filter((step) => step === "submit fal")).toHaveLength(1);
});

test("leaves a route alone for a while after five failures in a row", async () => {
  const submits = [new AiError("provider_auth")];
  const world = createWorld({ scripts: { fal: { submits }, wavespeed: {} } });
  for (let time = 0; time < 6; time += 1) await world.run().catch(() => {});
  const count = (step: string) => world.told.filter((each) => each === step).length;
  expect([count("submit fal"), count("submit wavespeed")]).toEqual([5, 6]);
});

test("leaves a route alone whose submits are taken and whose jobs all fail, one after another", async () => {
  const error = new AiError("upstream_failure", { mayHaveCharged: false });
  const states = Array.from({ length: 10 }, (): JobState => ({ state: "failed", error }));
  const world = createWorld({ scripts: { fal: { states } } });
  const errors: unknown[] = [];
  for (let time = 0; time < 10; time += 1)
    await world.run().catch((failure: unknown) => errors.push(failure));
  expect(world.told.filter((each) => each === "submit fal")).toHaveLength(5);
  expect(errors.slice(5)).toEqual(Array(5).fill(expect.objectContaining({ code: "busy" })));
});

test("takes a route up again after a while, and leaves it at once when its next job fails too", async () => {
  const error = new AiError("upstream_failure", { mayHaveCharged: false });
  const failed: JobState = { state: "failed", error };
  const states = Array.from({ length: 6 }, () => failed);
  const world = createWorld({ scripts: { fal: { states } }, circuitOpenMs: 2000 });
  const submits = () => world.told.filter((each) => each === "submit fal").length;
  await expect
    .poll(async () => {
      await world.run().catch(() => {});
      return submits();
    })
    .toBe(6);
  await expect(world.run()).rejects.toMatchObject({ code: "busy" });
});

test("goes on with a route of which now and then a job fails", async () => {
  const error = new AiError("upstream_failure", { mayHaveCharged: false });
  const often = Array.from({ length: 4 }, (): JobState => ({ state: "failed", error }));
  const states = [...often, { state: "done" } as const, ...often, { state: "done" } as const];
  const world = createWorld({ scripts: { fal: { states } } });
  for (let time = 0; time < 10; time += 1) await world.run().catch(() => {});
  expect(world.told.filter((each) => each === "submit fal")).toHaveLength(10);
});

test("counts one failure for a request whose submit is turned down several times", async () => {
  const world = createWorld({ scripts: { fal: { submits: [new AiError("busy")] } } });
  for (let time = 0; time < 6; time += 1) await world.run().catch(() => {});
  expect(world.told.filter((each) => each === "submit fal")).toHaveLength(15);
});

test.each([
  ["as long as the answer stays the same", 9, "over"],
  ["until there is another answer", 8, "collect new"],
])("doubts an answer that may be a gateway's %s", async (_, times, last) => {
  const finalError = new AiError("upstream_failure", { mayHaveCharged: false });
  const collects = Array.from(
    { length: times },
    () => new TransientPollError("500", { finalError }),
  );
  const world = createWorld({ scripts: { fal: { collects } } });
  const [settled] = await Promise.allSettled([world.run()]);
  expect(settled.status === "rejected" ? settled.reason : null).toBe(
    last === "over" ? finalError : null,
  );
  expect(world.told.filter((step) => step === "collect new")).toHaveLength(9);
  expect(world.told.at(-1)).toBe(last);
});

test("cancels the provider's job when nobody wants it any more", async () => {
  const stop = new AbortController();
  const world = createWorld({ scripts: { fal: { states: [] } } });
  const running = world.run(stop.signal);
  await expect.poll(() => world.told).toContain("poll new running");
  stop.abort(new CanceledError());
  await expect(running).rejects.toThrow("abort");
  expect(world.told.at(-1)).toBe("cancel new");
});

test("logs a cancellation that the provider did not take, and ends as without it", async () => {
  const stop = new AbortController();
  const error = new TransientPollError("not deleted: 404");
  const world = createWorld({ scripts: { fal: { states: [], cancel: error } } });
  const running = world.run(stop.signal);
  await expect.poll(() => world.told).toContain("poll new running");
  stop.abort(new CanceledError());
  await expect(running).rejects.toThrow("abort");
  const facts = { generationId: "generation", provider: "fal", job: { id: "new" }, err: error };
  expect(world.logged).toEqual([["A job that nobody wants could not be canceled", facts]]);
});

test("leaves the provider's job running for the worker that takes over", async () => {
  const stop = new AbortController();
  const world = createWorld({ scripts: { fal: { states: [] } } });
  const running = world.run(stop.signal);
  await expect.poll(() => world.told).toContain("poll new running");
  stop.abort(new Error("The worker is stopping"));
  await expect(running).rejects.toThrow("abort");
  expect(world.told.at(-1)).toBe("let go new");
});

test("ends a pause between two submits when the work is no longer wanted, and submits no more", async () => {
  const stop = new AbortController();
  const refusal = new AiError("busy", { retryAfterSeconds: 600 });
  const world = createWorld({ scripts: { fal: { submits: [refusal] } } });
  const running = world.run(stop.signal);
  await expect.poll(() => world.told).toContain("over");
  stop.abort(new CanceledError());
  await expect(running).rejects.toBe(stop.signal.reason);
  expect(world.told).toEqual(["intend fal", "submit fal", "over"]);
});

test("accepts only the settings that the model has", () => {
  const registry = createModelRegistry(modelDefinitions);
  const chosen = { prompt: "a lake", shape: "3:4", count: 1, seed: 5, negativePrompt: "" };
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

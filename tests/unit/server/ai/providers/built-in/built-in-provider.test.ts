import { expect, test, vi } from "vitest";
import { createAiClient } from "~/.server/ai/client";
import { modelDefinitions } from "~/.server/ai/known-models";
import { AiError, CanceledError, type JobJournal, type ModelRequest } from "~/.server/ai/port";
import {
  createBuiltInProvider,
  type BuiltInEngine,
} from "~/.server/ai/providers/built-in/built-in-provider";
import { UnusableRequestError } from "~/.server/subprocesses/unusable-request";
import type { SourceForm, SourceImage } from "~/domain/media";

const source: SourceImage = {
  bytes: Uint8Array.of(1, 2, 3),
  contentType: "image/png",
  width: 3,
  height: 1,
};

/** Adds the number of the file to each byte of its source; waits for `gate` first. */
function createEngine(gate?: Promise<void>) {
  const aborted: string[] = [];
  const started = Promise.withResolvers<void>();
  const engine: BuiltInEngine = {
    name: "engine",
    displayName: "The engine",
    async make(job, { index, source: given, signal, onProgress }) {
      onProgress(0.5);
      signal.addEventListener("abort", () => aborted.push(job.generationId));
      if (index === job.outputCount - 1) started.resolve();
      await gate;
      return { bytes: (given?.bytes ?? new Uint8Array()).map((byte) => byte + index) };
    },
  };
  return { engine, aborted, started: started.promise };
}

/** One process: a client with its own provider, and what its journal was told. */
function startProcess(engine: BuiltInEngine, previous: JobJournal["previous"] = null) {
  const read: (SourceForm | undefined)[] = [];
  const told: string[] = [];
  const submitted = Promise.withResolvers<NonNullable<JobJournal["previous"]>>();
  const intended = { intendedAt: new Date(0), endedRequestIds: [] };
  const [painter] = modelDefinitions;
  const route = { ...painter!.routes[0]!, id: "engine:1", provider: "engine" };
  const client = createAiClient({
    definitions: [{ ...painter!, routes: [route] }],
    providers: [createBuiltInProvider(engine)],
    health: { record: async () => {} },
    log: () => {},
    lookupDelaysSeconds: () => [],
  });
  const journal: JobJournal = {
    previous,
    intend: async () => (told.push("intend"), intended),
    discard: async () => {},
    answerLost: () => {},
    async submitted(to, { job }) {
      told.push("submitted");
      const stored: typeof job = JSON.parse(JSON.stringify(job));
      submitted.resolve({ provider: to.provider, route: to.id, job: stored, ...intended });
    },
    progress: async () => {},
    waiting: async () => {},
    running: async () => {},
    note: () => {},
  };
  const request: ModelRequest = {
    generationId: "generation",
    kind: "edit",
    model: "painter",
    prompt: "warmer",
    negativePrompt: "",
    settings: {},
    outputCount: 2,
    readSource: async (form) => (read.push(form), source),
  };
  const run = (signal = new AbortController().signal) => client.run(request, [], journal, signal);
  return { run, read, told, submitted: submitted.promise };
}

const made = [{ bytes: Uint8Array.of(1, 2, 3) }, { bytes: Uint8Array.of(2, 3, 4) }];

test("works on the picture as it is stored", async () => {
  const { run, read } = startProcess(createEngine().engine);
  expect(await run()).toEqual(made);
  expect(read).toEqual(["as stored"]);
});

test("a job whose process died goes on in another one, which reads its picture again and submits nothing", async () => {
  const dying = createEngine(new Promise(() => {}));
  const first = startProcess(dying.engine);
  const death = new AbortController();
  const died = first.run(death.signal).catch(() => "died");
  const previous = await first.submitted;
  death.abort(new Error("the process stops"));
  expect(await died).toBe("died");
  const next = startProcess(createEngine().engine, previous);
  expect(await next.run()).toEqual(made);
  expect(next.read).toEqual(["as stored"]);
  expect(next.told).toEqual([]);
});

test("a submit whose process died before its job was written down is made again", async () => {
  const intent = { intendedAt: new Date(0), endedRequestIds: [] };
  const previous = { provider: "engine", route: "engine:1", job: null, ...intent };
  const next = startProcess(createEngine().engine, previous);
  expect(await next.run()).toEqual(made);
  expect(next.told).toEqual(["intend", "submitted"]);
});

test("a job that nobody wants any more is stopped", async () => {
  const { engine, aborted, started } = createEngine(new Promise(() => {}));
  const cancel = new AbortController();
  const canceled = startProcess(engine)
    .run(cancel.signal)
    .catch(() => "canceled");
  await started;
  expect(aborted).toEqual([]);
  cancel.abort(new CanceledError());
  expect(await canceled).toBe("canceled");
  expect(aborted).toEqual(["generation", "generation"]);
});

const signal = new AbortController().signal;
const request: ModelRequest = {
  generationId: "generation",
  kind: "edit",
  model: "painter",
  prompt: "warmer",
  negativePrompt: "",
  settings: {},
  outputCount: 2,
  readSource: async () => source,
};
const names = { name: "engine", displayName: "The engine" };
const route = modelDefinitions[0]!.routes[0]!;

test("waits until a subprocess takes the first of its files, and is then being worked on", async () => {
  const starts: (() => void)[] = [];
  const provider = createBuiltInProvider({
    ...names,
    make: (_job, { onStart }) => (starts.push(onStart), new Promise(() => {})),
  });
  const { job } = await provider.submit(route, request, source, signal);
  expect(await provider.poll(job, signal)).toEqual({ state: "waiting", queuePosition: null });
  starts[1]!();
  expect(await provider.poll(job, signal)).toEqual({ state: "running", progress: 0 });
});

test("never begins without the picture that it is made from", async () => {
  const make = vi.fn<BuiltInEngine["make"]>();
  const provider = createBuiltInProvider({ ...names, make });
  const { job } = await provider.submit(route, request, source, signal);
  provider.release?.(job);
  const free = { code: "upstream_failure", retryable: true, mayHaveCharged: false };
  await expect(provider.poll(job, signal)).rejects.toMatchObject(free);
  await expect(provider.collect(job, signal)).rejects.toMatchObject(free);
  expect(make).not.toHaveBeenCalled();
});

test("a request that can never be done is not tried again, and says nothing against the route", async () => {
  const broken = new UnusableRequestError("no picture");
  const provider = createBuiltInProvider({ ...names, make: () => Promise.reject(broken) });
  const { job } = await provider.submit(route, request, source, signal);
  const error: unknown = await provider.collect(job, signal).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(AiError);
  expect(error).toMatchObject({ code: "invalid_input", retryable: false, isHealthy: true });
  expect(error).toMatchObject({ mayHaveCharged: false, cause: broken });
});

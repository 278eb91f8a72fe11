import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import type { AiClient, JobJournal, ModelRoute } from "~/.server/ai/port";
import { AiError, TransientPollError, CanceledError } from "~/.server/ai/port";
import { AppError } from "~/.server/errors";
import type { ClaimedGeneration, GenerationStore } from "~/.server/generations/port";
import type { MediaFile, MediaFiles } from "~/.server/media/files-port";
import type { IngestMedia, MediaVault } from "~/.server/media/vault-port";
import type { Stopping } from "~/.server/use-cases/run-generation/hand-over";
import { runGeneration } from "~/.server/use-cases/run-generation/run-generation";

const message = { messageId: 7, generationId: "generation", deliveries: 1 };

function claimOf(changes: Partial<ClaimedGeneration> = {}): ClaimedGeneration {
  return {
    id: "generation",
    userId: "ada",
    leaseToken: "lease",
    attempt: 1,
    maxAttempts: 3,
    kind: "image",
    model: "painter",
    prompt: "a quiet lake",
    isPrompted: true,
    negativePrompt: "",
    settings: { width: 8, height: 8, seed: 1 },
    mediaIds: ["first", "second"],
    sourceMediaId: null,
    inputs: [],
    submitted: null,
    routeOrder: [],
    providersOff: [],
    secondsToDeadline: 299.952_547_99,
    upstream: null,
    ...changes,
  };
}

const intended = { intendedAt: new Date(), endedRequestIds: [] };

/** A store that writes down what it is told, a vault that keeps nothing, and a model that answers as asked. */
function createWorld(options: {
  claim?: ClaimedGeneration | null;
  run: AiClient["run"];
  ingest?: (input: IngestMedia) => Promise<void>;
  heartbeat?: GenerationStore["heartbeat"];
  /** Stands in front of what the store does. */
  store?: Partial<GenerationStore>;
  /** Where the picture lies that it is made from, and what is read there; left out: nowhere. */
  sourceOf?: MediaFiles["sourceOf"];
  readSource?: MediaVault["readSource"];
}) {
  const told: string[] = [];
  const claim = options.claim === undefined ? claimOf() : options.claim;
  const generations = {
    claim: async () => claim,
    heartbeat: options.heartbeat ?? (async () => "held" as const),
    async recordSubmitIntent() {
      told.push("intend");
      return intended;
    },
    withdrawSubmitIntent: async () => void told.push("withdraw"),
    recordProviderJob: async () => void told.push("submitted"),
    reportProgress: async (_claim: ClaimedGeneration, share: number) =>
      void told.push(`progress ${share}`),
    complete: async (_claim: ClaimedGeneration, media: readonly { id: string }[]) =>
      void told.push(`complete ${media.map(({ id }) => id).join(" ")}`),
    fail: async (_claim: ClaimedGeneration, code: string) => void told.push(`fail ${code}`),
    release: async (
      ...[, { delaySeconds, countsAsAttempt }]: Parameters<GenerationStore["release"]>
    ) => void told.push(`release ${delaySeconds}${countsAsAttempt ? "" : ", attempt not used"}`),
    ...options.store,
  } as Pick<GenerationStore, "claim" | "complete" | "fail" | "release"> as GenerationStore;
  const vault = {
    async ingest(input: IngestMedia) {
      await options.ingest?.(input);
      return { id: input.mediaId };
    },
    ...(options.readSource && { readSource: options.readSource }),
  } as MediaVault;
  const deps = {
    generations,
    vault,
    ai: { run: options.run },
    mediaFiles: {
      sourceOf: options.sourceOf ?? (async () => await Promise.reject(new AppError("not_found"))),
    },
    models: createModelRegistry(modelDefinitions),
    worker: "test",
    leaseSeconds: 0.03,
    log: () => {},
  };
  return {
    told,
    run: (stopping: Partial<Stopping> = {}) =>
      runGeneration(deps, message, { handOver: never, now: never, ...stopping }),
  };
}

const route: ModelRoute = {
  id: "fal:model",
  provider: "fal",
  upstreamModel: "model",
  maxOutputs: 4,
  parameters: () => ({}),
  sourceParameter: null,
};

const { signal: never } = new AbortController();

const refuse = async () => await Promise.reject(new AppError("stale_lease"));
const refusals = {
  recordSubmitIntent: refuse,
  withdrawSubmitIntent: refuse,
  recordProviderJob: refuse,
  reportProgress: refuse,
};

const outputs = (count: number) =>
  Array.from({ length: count }, () => ({ bytes: new Uint8Array(1) }));

/** Works until it is told to stop. */
const endless: AiClient["run"] = (_request, _order, _journal, signal) =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });

test("makes every file visible at once", async () => {
  const world = createWorld({ run: async () => outputs(2) });
  await world.run();
  expect(world.told).toEqual(["complete first second"]);
});

test("does nothing with a message that another worker has", async () => {
  const world = createWorld({ claim: null, run: async () => outputs(2) });
  await world.run();
  expect(world.told).toEqual([]);
});

test("keeps only as many files as were bought", async () => {
  const world = createWorld({ run: async () => outputs(5) });
  await world.run();
  expect(world.told).toEqual(["complete first second"]);
});

test("fails when nothing came out", async () => {
  const world = createWorld({ run: async () => [] });
  await world.run();
  expect(world.told).toEqual(["fail upstream_failure"]);
});

test("marks files of the built-in painter as made by rules, not by AI", async () => {
  const marks: unknown[] = [];
  const world = createWorld({
    run: async () => outputs(1),
    ingest: async (input) => void marks.push(input.marks),
  });
  await world.run();
  expect(marks).toEqual([{ source: "algorithmicMedia", prompt: "a quiet lake", model: "Painter" }]);
});

test.each([
  [
    { source: "trainedAlgorithmicMedia", aiSystem: "Flux Dev" },
    { source: "trainedAlgorithmicMedia", aiSystem: "Flux Dev" },
  ],
  [{ source: "algorithmicMedia", aiSystem: null }, { source: "algorithmicMedia" }],
  [null, { source: "algorithmicallyEnhanced" }],
] as const)(
  "what is built in and changes a picture leaves it the mark %j",
  async (mark, expected) => {
    const marks: unknown[] = [];
    const readSource = async () =>
      ({ bytes: new Uint8Array(1), contentType: "image/png", width: 1, height: 1, mark }) as const;
    const world = createWorld({
      claim: claimOf({ sourceMediaId: "source", kind: "edit", model: "retouch", prompt: "warmer" }),
      sourceOf: async () => ({ path: "a" }) as MediaFile,
      readSource,
      run: async (request) => {
        await request.readSource?.("as stored");
        return outputs(1);
      },
      ingest: async (input) => void marks.push(input.marks),
    });
    await world.run();
    expect(marks).toEqual([{ ...expected, prompt: "warmer", model: "Retouch" }]);
  },
);

test("tells a model nothing that was asked for without words, and marks its file by what it did", async () => {
  const seen: unknown[] = [];
  const world = createWorld({
    claim: claimOf({ prompt: "Upscale 2×", isPrompted: false }),
    run: async ({ prompt }) => {
      seen.push(prompt);
      return outputs(1);
    },
    ingest: async ({ marks: { prompt, isPrompted } }) => void seen.push({ prompt, isPrompted }),
  });
  await world.run();
  expect(seen).toEqual(["", { prompt: "Upscale 2×", isPrompted: false }]);
});

test("gives a failure that is safe to repeat another attempt", async () => {
  const world = createWorld({
    run: async () => {
      throw new AiError("busy", { retryable: true, retryAfterSeconds: 9 });
    },
  });
  await world.run();
  expect(world.told).toEqual(["release 9"]);
});

test("refunds a failure that is not safe to repeat", async () => {
  const world = createWorld({
    run: async () => {
      throw new AiError("ambiguous", { retryable: false });
    },
  });
  await world.run();
  expect(world.told).toEqual(["fail ambiguous"]);
});

test("refunds after the last attempt", async () => {
  const world = createWorld({
    claim: claimOf({ attempt: 3 }),
    run: async () => {
      throw new AiError("busy", { retryable: true });
    },
  });
  await world.run();
  expect(world.told).toEqual(["fail busy"]);
});

test("refunds what has no known reason", async () => {
  const world = createWorld({
    run: async () => {
      throw new TypeError("a mistake of ours");
    },
  });
  await world.run();
  expect(world.told).toEqual(["fail upstream_failure"]);
});

test("tries again when a file cannot be stored", async () => {
  const world = createWorld({
    run: async () => outputs(2),
    ingest: async () => {
      throw new AppError("unavailable");
    },
  });
  await world.run();
  expect(world.told).toEqual(["release 2"]);
});

test("refunds at the deadline", async () => {
  const world = createWorld({ claim: claimOf({ secondsToDeadline: 0.01 }), run: endless });
  await world.run();
  expect(world.told).toEqual(["fail deadline"]);
});

test("stops and changes nothing once the lease is lost", async () => {
  const world = createWorld({ run: endless, heartbeat: async () => "taken" });
  await world.run();
  expect(world.told).toEqual([]);
});

test("goes on through a heartbeat that does not get through", async () => {
  let beats = 0;
  const world = createWorld({
    heartbeat: async () => {
      beats += 1;
      throw new AppError("unavailable");
    },
    run: async () => {
      await expect.poll(() => beats).toBeGreaterThan(1);
      return outputs(2);
    },
  });
  await world.run();
  expect(world.told).toEqual(["complete first second"]);
});

test("gives the work back, and the attempt with it, when the process stops", async () => {
  const stopping = new AbortController();
  const world = createWorld({ run: endless });
  const running = world.run({ now: stopping.signal });
  stopping.abort();
  await running;
  expect(world.told).toEqual(["release 0, attempt not used"]);
});

test("tells the provider to stop only what nobody wants any more", async () => {
  const reasons: Record<string, unknown> = {};
  const watch = (name: string): AiClient["run"] => {
    return async (request, order, journal, signal) => {
      await endless(request, order, journal, signal).catch(() => {});
      reasons[name] = signal.reason instanceof CanceledError;
      throw signal.reason;
    };
  };
  const late = claimOf({ secondsToDeadline: 0.01 });
  await createWorld({ run: watch("refunded"), heartbeat: async () => "refunded" }).run();
  await createWorld({ run: watch("taken"), heartbeat: async () => "taken" }).run();
  await createWorld({ run: watch("late"), claim: late }).run();
  await createWorld({ run: watch("stopping") }).run({ now: AbortSignal.abort() });
  expect(reasons).toEqual({ refunded: true, taken: false, late: true, stopping: false });
});

test("tells of progress in steps that are worth a write", async () => {
  const world = createWorld({
    run: async (_request, _order, journal) => {
      for (const share of [0.01, 0.1, 0.11, 0.12, 0.5]) await journal.progress(share);
      return outputs(2);
    },
  });
  await world.run();
  expect(world.told).toEqual(["progress 0.1", "progress 0.5", "complete first second"]);
});

test.each([
  [undefined, 5],
  [0, 5],
  [9, 9],
  [3600, 60],
])(
  "asks about a job again until the deadline, asked to wait %s seconds after %i",
  async (retryAfterSeconds, delaySeconds) => {
    const world = createWorld({
      claim: claimOf({ attempt: 3 }),
      run: async () => Promise.reject(new TransientPollError("no answer", { retryAfterSeconds })),
    });
    await world.run();
    expect(world.told).toEqual([`release ${delaySeconds}, attempt not used`]);
  },
);

test("says at once why it failed when another attempt would come after the deadline", async () => {
  const world = createWorld({
    claim: claimOf({ secondsToDeadline: 60 }),
    run: async () => Promise.reject(new AiError("rate_limited", { retryAfterSeconds: 60 })),
  });
  await world.run();
  expect(world.told).toEqual(["fail rate_limited"]);
});

test.each([
  ["refunded", true],
  ["taken", false],
] as const)(
  "asks how the lease was lost when a write finds it %s, before it lets go",
  async (held, isUnwanted) => {
    const steps: ((journal: JobJournal) => Promise<unknown>)[] = [
      (journal) => journal.progress(0.5),
      (journal) => journal.submitted(route, { job: {}, requestId: null }),
      (journal) => journal.intend(route, false),
      (journal) => journal.discard(),
    ];
    for (const step of steps) {
      let reason: unknown = null;
      const world = createWorld({
        store: refusals,
        heartbeat: async () => held,
        run: async (_request, _order, journal, signal) => {
          await step(journal).catch(() => {});
          reason = signal.reason;
          throw reason;
        },
      });
      await world.run();
      expect(reason).toBeInstanceOf(Error);
      expect(reason instanceof CanceledError).toBe(isUnwanted);
      expect(world.told).toEqual([]);
    }
  },
);

test("goes on when progress cannot be written down", async () => {
  const world = createWorld({
    store: { reportProgress: async () => await Promise.reject(new AppError("unavailable")) },
    run: async (_request, _order, journal) => {
      await journal.progress(0.5);
      return outputs(2);
    },
  });
  await world.run();
  expect(world.told).toEqual(["complete first second"]);
});

test("writes a job down as soon as the database takes it, for nobody else knows of it", async () => {
  const jobs: unknown[] = [];
  let tries = 0;
  const world = createWorld({
    store: {
      async recordProviderJob(_claim, _asked, job) {
        tries += 1;
        if (tries < 3) throw new AppError("unavailable");
        jobs.push(job);
      },
    },
    run: async (_request, _order, journal) => {
      await journal.submitted(route, { job: { id: "paid" }, requestId: null });
      return outputs(2);
    },
  });
  await world.run();
  expect(jobs).toEqual([{ id: "paid" }]);
  expect(world.told).toEqual(["complete first second"]);
});

test("stops trying to write a job down when it is told to stop", async () => {
  const stopping = new AbortController();
  const world = createWorld({
    store: {
      recordProviderJob: async () => {
        stopping.abort();
        throw new AppError("unavailable");
      },
    },
    run: async (_request, _order, journal) => {
      await journal.submitted(route, { job: {}, requestId: null });
      return outputs(2);
    },
  });
  await world.run({ now: stopping.signal });
  expect(world.told).toEqual(["release 0, attempt not used"]);
});

test("says that the picture it was to be made from is gone, and gives the credits back", async () => {
  const world = createWorld({
    claim: claimOf({ sourceMediaId: "source" }),
    run: async (request) => {
      await request.readSource?.();
      return outputs(2);
    },
  });
  await world.run();
  expect(world.told).toEqual(["fail source_gone"]);
});

test("never tries again what may have been charged", async () => {
  const world = createWorld({
    run: async () => Promise.reject(new AiError("busy", { retryable: true, mayHaveCharged: true })),
  });
  await world.run();
  expect(world.told).toEqual(["fail busy"]);
});

test.for([
  [
    "unsupported_media",
    "image",
    "painter made a WebM video, and only PNG, JPEG, WebP, AVIF and GIF pictures can be kept here.",
  ],
  [
    "unsupported_media",
    "video",
    "painter made a WebM video, and only MP4 videos can be kept here.",
  ],
  ["unreadable_media", "image", "painter made a file that can't be opened."],
  ["too_large", "video", "painter made a file that is too large to keep here."],
] as const)(
  "says what was wrong with a file that cannot be kept: %s, %s",
  async ([code, kind, words]) => {
    const failed: string[] = [];
    const world = createWorld({
      claim: claimOf({ kind }),
      run: async () => outputs(1),
      ingest: async () => {
        throw new AppError(code, { facts: { found: "a WebM video" } });
      },
      store: { fail: async (...[, why, said]) => void failed.push(why, said) },
    });
    await world.run();
    expect(failed).toEqual(["unusable_file", words]);
  },
);

const failedWith = async (error: AiError, claim = claimOf()) => {
  const told: string[] = [];
  const world = createWorld({
    claim,
    run: async () => {
      throw error;
    },
    store: {
      fail: async (...[, code, words]) => void told.push(code, words),
      release: async (...[, pause]) => void told.push(`release ${pause.delaySeconds}`),
      async reportPlace(...[, upstream]) {
        told.push(`place ${JSON.stringify(upstream)}`);
        return 300;
      },
    },
  });
  await world.run();
  return told;
};

test("quotes what whoever failed said to the person", async () => {
  const quote = "Only <b>cats</b> here.";
  expect(await failedWith(new AiError("upstream_failure", { quote }))).toEqual([
    "upstream_failure",
    "painter couldn't finish this one: \u201c\u2068Only <b>cats</b> here.\u2069\u201d",
  ]);
  expect(await failedWith(new AiError("invalid_input", { quote }))).toEqual([
    "invalid_input",
    "painter turned this request down: \u201c\u2068Only <b>cats</b> here.\u2069\u201d",
  ]);
});

const full = new AiError("busy", { isHealthy: true, isQueueFull: true });

test("waits in front of a full line for as long as there is time, and uses no attempt for it", async () => {
  const last = claimOf({ attempt: 3, maxAttempts: 3 });
  expect(await failedWith(full, last)).toEqual(['place {"place":null}', "release 5"]);
  const waiting = claimOf({ upstream: { place: null } });
  expect(await failedWith(full, waiting)).toEqual(["release 5"]);
});

test("says who is full when there is no more time to wait", async () => {
  const late = claimOf({ secondsToDeadline: 4 });
  expect(await failedWith(full, late)).toEqual(["busy", "painter is too busy right now."]);
});

test("tells of a place in a provider's line once, and that the work began", async () => {
  const places: unknown[] = [];
  const world = createWorld({
    run: async (_request, _order, journal) => {
      await journal.running();
      for (const place of [2, 2, 1, 1]) await journal.waiting(place);
      await journal.running();
      await journal.running();
      journal.note("Your prompt was cut.");
      return outputs(1);
    },
    store: {
      async reportPlace(...[, upstream]) {
        places.push(upstream);
        return 300;
      },
      complete: async (...[, , note]) => void places.push(note),
    },
  });
  await world.run();
  expect(places).toEqual([{ place: 2 }, { place: 1 }, null, "Your prompt was cut."]);
});

test("tells of a place again when the store did not hear of it", async () => {
  const places: unknown[] = [];
  const world = createWorld({
    run: async (_request, _order, journal) => {
      for (let look = 0; look < 3; look += 1) await journal.waiting(2);
      return outputs(1);
    },
    store: {
      async reportPlace(...[, upstream]) {
        places.push(upstream);
        if (places.length === 1) throw new AppError("unavailable");
        return 300;
      },
    },
  });
  await world.run();
  expect(places).toEqual([{ place: 2 }, { place: 2 }]);
});

test("waits in a provider's line for as long as the store says, and says so when that was too long", async () => {
  const waiting: AiClient["run"] = async (request, order, journal, signal) => {
    await journal.waiting(7);
    return await endless(request, order, journal, signal);
  };
  const told: string[] = [];
  const world = createWorld({
    run: waiting,
    store: {
      reportPlace: async () => 0.01,
      fail: async (...[, code, words]) => void told.push(code, words),
    },
  });
  await world.run();
  expect(told).toEqual(["deadline", "Its turn didn't come in time."]);
});

/** A run whose provider is asked, answers and delivers when the test says so. */
function createHandOver({ isProcessBound = false }: { isProcessBound?: boolean } = {}) {
  const stop = new AbortController();
  const answer = Promise.withResolvers<void>();
  const delivery = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const recorded = Promise.withResolvers<void>();
  const world = createWorld({
    async run(_request, _order, journal, signal) {
      await journal.intend(route, false);
      asked.resolve();
      await answer.promise;
      await journal.submitted(route, { job: {}, requestId: null, isProcessBound });
      recorded.resolve();
      const aborted = new Promise<never>((_resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      await Promise.race([delivery.promise, aborted]);
      return outputs(2);
    },
  });
  const running = world.run({ handOver: stop.signal });
  return { told: world.told, running, stop, answer, delivery, asked, recorded };
}

test("leaves a job at once that another process can go on with", async () => {
  const { told, running, stop, answer, recorded } = createHandOver();
  answer.resolve();
  await recorded.promise;
  stop.abort();
  await running;
  expect(told).toEqual(["intend", "submitted", "release 0, attempt not used"]);
});

test("waits for the answer of a submit that is under way, writes its job down, and leaves it then", async () => {
  const { told, running, stop, answer, asked } = createHandOver();
  await asked.promise;
  stop.abort();
  await new Promise(setImmediate);
  expect(told).toEqual(["intend"]);
  answer.resolve();
  await running;
  expect(told).toEqual(["intend", "submitted", "release 0, attempt not used"]);
});

test("finishes a job that lives here alone", async () => {
  const { told, running, stop, answer, delivery, recorded } = createHandOver({
    isProcessBound: true,
  });
  answer.resolve();
  await recorded.promise;
  stop.abort();
  await new Promise(setImmediate);
  delivery.resolve();
  await running;
  expect(told).toEqual(["intend", "submitted", "complete first second"]);
});

test("submits nothing more once the process is to stop", async () => {
  const world = createWorld({
    async run(_request, _order, journal) {
      await journal.intend(route, false);
      throw new Error("It was submitted");
    },
  });
  await world.run({ handOver: AbortSignal.abort() });
  expect(world.told).toEqual(["release 0, attempt not used"]);
});

test("leaves what was turned down, and what is looked for after a lost answer", async () => {
  for (const step of ["discard", "answerLost"] as const) {
    const stop = new AbortController();
    const world = createWorld({
      async run(_request, _order, journal, signal) {
        await journal.intend(route, false);
        stop.abort();
        expect(signal.aborted).toBe(false);
        await journal[step]();
        signal.throwIfAborted();
        return outputs(2);
      },
    });
    await world.run({ handOver: stop.signal });
    expect(world.told.at(-1)).toBe("release 0, attempt not used");
  }
});

import { expect, test } from "vitest";
import type { AiErrorCode } from "~/.server/ai/port";
import type { GradioBehaviour } from "../../../../../emulators/gradio-state";
import type { Fault } from "../../../../../emulators/emulator";
import { createGradioWorld, editRoute, makeSource, read } from "./world";

interface Class {
  code: AiErrorCode;
  retryable: boolean;
  mayHaveCharged: boolean;
  retryAfterSeconds?: number;
}

const free = { retryable: false, mayHaveCharged: false };
const later = { retryable: true, mayHaveCharged: false };
const spent = { retryable: false, mayHaveCharged: true };
const turnedDown: Class = { code: "upstream_failure", ...free };
const ambiguous: Class = { code: "ambiguous", ...spent };
const down: Class = { code: "upstream_failure", ...later };
const misconfigured: Class = { code: "upstream_failure", ...free };

const endings: [GradioBehaviour["ending"], Class & { isHealthy?: boolean }, RegExp][] = [
  ["error", { ...turnedDown, isHealthy: true }, /The picture could not be made/],
  ["error without words", { ...turnedDown, isHealthy: false }, /An error occurred/],
  ["quota", { ...turnedDown, isHealthy: true }, /GPU quota.+Try again in 0:12:34/],
  ["no gpu", { ...turnedDown, isHealthy: true }, /No GPU was available/],
  ["cut", ambiguous, /the job is lost/],
  ["clean end", ambiguous, /the stream ended before it did/],
  ["unexpected error", ambiguous, /Session not found/],
  ["garbage", { code: "upstream_failure", ...spent }, /without a result/],
];

test.for(endings)("a job that ends with: %s", async ([ending, kind, words]) => {
  const world = await createGradioWorld();
  world.service.behave({ ending });
  const error = await world.failure();
  expect(error).toMatchObject(kind);
  expect(error.message).toMatch(words);
  expect(world.joins()).toBe(1);
  await expect.poll(() => world.service.jobs[0]?.state).toMatch(/done|dead|running/);
});

const answer = (status: number, json: unknown = {}, headers: Record<string, string> = {}) =>
  ({ what: "answer", answer: { status, json, headers } }) as const;

type JoinClass = Class & { isHealthy?: boolean; isQueueFull?: boolean; quote?: string | null };
const joins: [string, Omit<Fault, "path" | "times">, JoinClass][] = [
  [
    "503 by the app, which is full",
    answer(503, { detail: "Irgendetwas" }),
    { code: "busy", ...later, isHealthy: true, isQueueFull: true },
  ],
  [
    "503 by a gateway",
    { what: "answer", answer: { status: 503, body: "<h1>Service Unavailable</h1>" } },
    { code: "busy", ...later, isHealthy: false, isQueueFull: false },
  ],
  [
    "422 by the app's author",
    answer(422, {
      detail: [
        { __type__: "validate", is_valid: false, message: "Too long for us.", parameter_name: "p" },
        { __type__: "validate", is_valid: false, message: "Too few.", parameter_name: "n" },
      ],
    }),
    { code: "invalid_input", ...free, quote: "Too long for us. Too few." },
  ],
  [
    "422",
    answer(422, { detail: [{ msg: "not a number" }] }),
    { code: "invalid_input", ...free, quote: null },
  ],
  ["400", answer(400, { detail: "no such file" }), { code: "invalid_input", ...free }],
  ["401", answer(401), { code: "provider_auth", ...free }],
  [
    "429",
    answer(429, {}, { "retry-after": "7" }),
    { code: "rate_limited", ...later, retryAfterSeconds: 7 },
  ],
  ["a redirect", answer(307, {}, { location: "https://evil.example/" }), misconfigured],
  ["500", answer(500, { detail: "boom" }), ambiguous],
  ["502", answer(502), ambiguous],
  ["200 without a job", answer(200, { hello: "there" }), ambiguous],
  ["200 and no JSON", { what: "answer", answer: { status: 200, body: "<html>" } }, ambiguous],
  ["a connection that breaks", { what: "drop" }, ambiguous],
  ["a connection that breaks after the work", { what: "drop after" }, ambiguous],
  ["half an answer", { what: "cut" }, ambiguous],
];

test.for(joins)("a call that is answered with: %s", async ([, fault, kind]) => {
  const world = await createGradioWorld();
  world.emulator.order({ path: "/queue/join", times: 9, ...fault });
  expect(await world.refusal()).toMatchObject(kind);
  expect(world.joins()).toBe(1);
  expect(world.emulator.count("GET", "/queue/data")).toBe(0);
});

test("a forgotten session is replaced by another one, once", async () => {
  const world = await createGradioWorld();
  const fault = { path: "/queue/join", ...answer(404, { detail: "Session not found." }) };
  world.emulator.order({ ...fault, times: 1 });
  expect(await world.make()).toHaveLength(1);
  expect(world.joins()).toBe(2);
  expect(world.service.jobs).toHaveLength(1);
  world.emulator.order({ ...fault, times: 9 });
  expect(await world.refusal()).toMatchObject(down);
  expect(world.joins()).toBe(4);
});

test("a stream that does not open is asked for again, and the call is not made again", async () => {
  const world = await createGradioWorld();
  world.emulator.order({ path: "/queue/data", times: 2, ...answer(502) });
  expect(await world.make()).toHaveLength(1);
  world.emulator.order({ path: "/queue/data", times: 3, ...answer(502) });
  expect(await world.failure()).toMatchObject(ambiguous);
  expect(world.joins()).toBe(2);
});

const questions: [string, Omit<Fault, "times">, Class][] = [
  ["/config answers 401", { path: "/config", ...answer(401) }, { code: "provider_auth", ...free }],
  ["/config answers 500", { path: "/config", ...answer(500) }, { code: "busy", ...later }],
  ["/config breaks off", { path: "/config", what: "cut" }, down],
  ["/config never ends", { path: "/config", what: "endless" }, down],
  ["/config is no app's", { path: "/config", ...answer(200, { root: 5 }) }, misconfigured],
  ["/info answers 500", { path: "/info", ...answer(500) }, { code: "busy", ...later }],
  ["/info breaks off", { path: "/info", what: "drop" }, down],
  ["/info is no app's", { path: "/info", ...answer(200, []) }, misconfigured],
  ["Hugging Face breaks off", { path: "huggingface.co", what: "drop" }, down],
  ["Hugging Face is down", { path: "huggingface.co", ...answer(503) }, { code: "busy", ...later }],
  ["there is no such Space", { path: "huggingface.co", ...answer(404) }, misconfigured],
  [
    "the token is refused",
    { path: "huggingface.co", ...answer(401) },
    { code: "provider_auth", ...free },
  ],
  [
    "Hugging Face asks for patience",
    { path: "huggingface.co", ...answer(429, {}, { "retry-after": "30" }) },
    { code: "rate_limited", ...later, retryAfterSeconds: 30 },
  ],
  [
    "the host is a strange one",
    { path: "/host", ...answer(200, { host: "https://evil.example" }) },
    misconfigured,
  ],
];

test.for(questions)("no call is made when %s", async ([, fault, kind]) => {
  const world = await createGradioWorld();
  world.emulator.order({ times: 9, ...fault });
  expect(await world.refusal()).toMatchObject(kind);
  expect(world.joins()).toBe(0);
});

test("no call is made when nothing listens at the app's address", async () => {
  const world = await createGradioWorld({
    fetch: async (input, init) => {
      const isApp = String(input).includes(".hf.space");
      return await fetch(isApp ? "http://127.0.0.1:1/config" : input, init);
    },
  });
  expect(await world.refusal()).toMatchObject(down);
});

test.for([
  ["413", answer(413), { code: "invalid_input", ...free }],
  ["500", answer(500), { code: "busy", ...later }],
  ["a path of the wrong kind", answer(200, { path: 1 }), misconfigured],
  ["nothing", { what: "drop" } as const, down],
] as const)("no call is made when the upload is answered with %s", async ([, fault, kind]) => {
  const world = await createGradioWorld();
  world.emulator.order({ path: "/upload", times: 9, ...fault });
  const source = await makeSource();
  expect(await world.refusal({ route: editRoute, source })).toMatchObject(kind);
  expect(world.joins()).toBe(0);
  expect(world.emulator.count("POST", "/upload")).toBe(1);
});

test.for(["PAUSED", "RUNTIME_ERROR", "BUILD_ERROR", "NO_APP_FILE"])(
  "a Space that is %s is not called",
  async (stage) => {
    const world = await createGradioWorld();
    world.service.behave({ stage });
    const error = await world.refusal();
    expect(error).toMatchObject(misconfigured);
    expect(error.message).toContain(stage);
    expect(world.emulator.count("GET", ".hf.space")).toBe(0);
  },
);

test("a sleeping Space is visited, and called when it is awake", async () => {
  const world = await createGradioWorld();
  world.service.behave({ stage: "SLEEPING", looksUntilAwake: 3 });
  const [file] = await world.make();
  expect((await read(file)).length).toBeGreaterThan(100);
  expect(world.joins()).toBe(1);
});

test("a Space that does not wake up in time is busy", async () => {
  const world = await createGradioWorld({ wakeSeconds: 0.05 });
  world.service.behave({ stage: "SLEEPING", looksUntilAwake: Infinity });
  expect(await world.refusal()).toMatchObject({ code: "busy", ...later });
  expect(world.joins()).toBe(0);
});

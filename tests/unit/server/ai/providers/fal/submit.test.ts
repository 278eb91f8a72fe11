import { expect, test } from "vitest";
import { createFalProvider } from "~/.server/ai/providers/fal/provider";
import { modelDefinitions } from "~/.server/ai/known-models";
import type { Fault } from "../../../../../emulators/emulator";
import { falEndpoints } from "../../../../../emulators/fal-models";
import {
  createFalWorld,
  editRoute,
  idle,
  key,
  makeRequest,
  makeSource,
  pictureRoute,
  rejection,
} from "./world";
import { preparing } from "../preparing";
import { endTimeOnWaiting } from "../../out-of-time";

const detail = (words: string) => ({ detail: words });
const json = { "content-type": "application/json" };
const policy = { loc: ["body", "prompt"], msg: "Flagged", type: "content_policy_violation" };
const missing = { loc: ["body", "prompt"], msg: "Field required", type: "missing" };

const refusals: [string, NonNullable<Fault["answer"]>, Record<string, unknown>][] = [
  ["401", { status: 401, json: detail("No user found") }, { code: "provider_auth" }],
  ["402", { status: 402, json: detail("Payment required") }, { code: "provider_credit" }],
  [
    "403 for want of credit",
    { status: 403, json: detail("User is locked. Reason: Exhausted balance.") },
    { code: "provider_credit" },
  ],
  ["403 TOP_UP", { status: 403, json: detail("TOP_UP needed") }, { code: "provider_credit" }],
  ["403", { status: 403, json: detail("Not allowed here") }, { code: "provider_auth" }],
  ["404", { status: 404, json: detail("Application not found") }, { code: "upstream_failure" }],
  ["422 policy", { status: 422, json: { detail: [policy] } }, { code: "safety_filter" }],
  ["422 input", { status: 422, json: { detail: [missing] } }, { code: "invalid_input" }],
  ["413", { status: 413, body: "too large" }, { code: "invalid_input" }],
  ["429", { status: 429 }, { code: "rate_limited", retryable: true, retryAfterSeconds: null }],
  [
    "429 with Retry-After",
    { status: 429, headers: { "retry-after": "9" }, json: detail("Slow down") },
    { code: "rate_limited", retryable: true, retryAfterSeconds: 9 },
  ],
];

test.for(refusals)("a submit refused with %s costs nothing", async ([, answer, expected]) => {
  const world = await createFalWorld();
  world.emulator.order({ path: "/queue.fal.run/", times: 9, what: "answer", answer });
  const error = await rejection(world.provider.submit(pictureRoute, makeRequest(), null, idle));
  expect(error).toMatchObject({ retryable: false, mayHaveCharged: false, ...expected });
  expect(world.paidPosts()).toBe(1);
});

test("an endpoint that fal does not have is refused and costs nothing", async () => {
  const world = await createFalWorld();
  const route = { ...pictureRoute, upstreamModel: "fal-ai/flux/of-tomorrow" };
  const error = await rejection(world.provider.submit(route, makeRequest(), null, idle));
  expect(error).toMatchObject({
    code: "upstream_failure",
    retryable: false,
    mayHaveCharged: false,
  });
  expect(world.fal.jobs).toEqual([]);
});

test("fal has every endpoint that Easel asks it for", () => {
  const routes = modelDefinitions.flatMap((definition) => definition.routes);
  const asked = routes.filter(({ provider }) => provider === "fal");
  expect(asked.length).toBeGreaterThan(0);
  expect([...falEndpoints]).toEqual(
    expect.arrayContaining(asked.map(({ upstreamModel }) => upstreamModel)),
  );
});

const unknowns: [string, Pick<Fault, "what" | "answer">][] = [
  ["a 500", { what: "answer", answer: { status: 500, json: detail("Oops") } }],
  ["a 502", { what: "answer", answer: { status: 502, body: "<html>" } }],
  ["a 503", { what: "answer", answer: { status: 503, headers: { "retry-after": "1" } } }],
  ["a 504", { what: "answer", answer: { status: 504, json: detail("Gateway timeout") } }],
  ["a 408", { what: "answer", answer: { status: 408 } }],
  ["a reset before the work", { what: "drop" }],
  ["a reset after the work", { what: "drop after" }],
  ["an answer that breaks off", { what: "cut" }],
  ["an answer without end", { what: "endless" }],
  ["a byte a second", { what: "slow" }],
  ["no answer at all", { what: "hang" }],
  ["a page instead of JSON", { what: "answer", answer: { status: 200, body: "<html>" } }],
  ["an empty answer", { what: "answer", answer: { status: 200 } }],
  ["no JSON", { what: "answer", answer: { status: 200, headers: json, body: "{" } }],
  ["no request id", { what: "answer", answer: { status: 200, json: { status: "IN_QUEUE" } } }],
  [
    "a redirect",
    { what: "answer", answer: { status: 307, headers: { location: "https://queue.fal.run/x" } } },
  ],
];

test.for(unknowns)("after %s nobody knows, and nothing is sent again", async ([, fault]) => {
  const world = await createFalWorld();
  endTimeOnWaiting(world.emulator);
  world.emulator.order({ path: "/queue.fal.run/", times: 9, ...fault });
  const error = await rejection(world.provider.submit(pictureRoute, makeRequest(), null, idle));
  expect(error).toMatchObject({ code: "ambiguous", retryable: false, mayHaveCharged: true });
  expect((error as Error).cause).toBeUndefined();
  expect(world.paidPosts()).toBe(1);
});

test("a submit to a host that cannot be reached may be sent again", async () => {
  const world = await createFalWorld();
  await world.emulator.close();
  const error = await rejection(world.provider.submit(pictureRoute, makeRequest(), null, idle));
  expect(error).toMatchObject({ code: "upstream_failure", retryable: true, mayHaveCharged: false });
});

test("a wrong key is refused in words without it", async () => {
  await createFalWorld();
  const wrong = "wrong-key-id:wrong-key-secret";
  const provider = preparing(createFalProvider({ key: wrong, fetch }));
  const error = await rejection(provider.submit(pictureRoute, makeRequest(), null, idle));
  expect(error).toMatchObject({ code: "provider_auth" });
  expect(JSON.stringify(error) + String((error as Error).stack)).not.toMatch(/wrong-key|4e5f6a7b/);
});

test("a key that no header can carry is not repeated either", async () => {
  await createFalWorld();
  const provider = preparing(createFalProvider({ key: `${key}\u2028`, fetch }));
  const error = await rejection(provider.submit(pictureRoute, makeRequest(), null, idle));
  expect((error as Error).message).not.toContain("4e5f6a7b8c9d");
});

const uploads: [string, Partial<Fault>, Record<string, unknown>][] = [
  [
    "a 401",
    { path: "/initiate", what: "answer", answer: { status: 401 } },
    { code: "provider_auth" },
  ],
  [
    "a 503",
    { path: "/initiate", what: "answer", answer: { status: 503 } },
    { code: "upstream_failure", retryable: true },
  ],
  ["a reset", { path: "/initiate", what: "drop" }, { code: "upstream_failure", retryable: true }],
  [
    "a reset of the bytes",
    { method: "PUT", path: "/v3.fal.media/", what: "drop" },
    { code: "upstream_failure", retryable: true },
  ],
  [
    "a refusal of the bytes",
    { method: "PUT", path: "/v3.fal.media/", what: "answer", answer: { status: 413 } },
    { code: "invalid_input" },
  ],
  [
    "no answer to the bytes",
    { method: "PUT", path: "/v3.fal.media/", what: "hang" },
    { code: "upstream_failure", retryable: true },
  ],
];

test.for(uploads)("after %s to an upload nothing is submitted", async ([, fault, expected]) => {
  const world = await createFalWorld();
  endTimeOnWaiting(world.emulator);
  world.emulator.order({ path: "", what: "drop", times: 9, ...fault });
  const submit = world.provider.submit(editRoute, makeRequest(), await makeSource(), idle);
  const error = await rejection(submit);
  expect(error).toMatchObject({ retryable: false, mayHaveCharged: false, ...expected });
  expect(world.paidPosts()).toBe(0);
  expect(world.emulator.count("POST", "/initiate")).toBe(1);
});

test.for([
  "https://huggingface.co/put",
  "https://fal.media.hf.space/put",
  "https://evil-fal.media/put",
  "http://v3.fal.media/put",
])("nothing is uploaded to %s, though fal names it", async (address) => {
  const world = await createFalWorld();
  const json = { upload_url: address, file_url: "https://v3.fal.media/files/a.png" };
  const answer = { status: 200, json };
  world.emulator.order({ path: "/initiate", times: 1, what: "answer", answer });
  const submit = world.provider.submit(editRoute, makeRequest(), await makeSource(), idle);
  const { protocol, hostname } = new URL(address);
  await expect(submit).rejects.toThrow(`nothing is sent to ${protocol}//${hostname}`);
  expect(world.emulator.received.map(({ method }) => method)).toEqual(["POST"]);
});

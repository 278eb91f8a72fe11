import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { Answer, Fault } from "../../../../../emulators/emulator";
import { makeRequest, rejection } from "../fal/world";
import {
  createHuggingFaceWorld,
  falRoute,
  type HuggingFaceWorld,
  idle,
  nscaleRoute,
  replicateRoute,
  routeTo,
  tokens,
  wavespeedRoute,
} from "./world";

const free = { mayHaveCharged: false };

const submitTo = ({ createProvider }: HuggingFaceWorld, route = nscaleRoute) =>
  createProvider([tokens[0]]).submit(route, makeRequest(), null, idle);

/** What the next submit is answered. */
const answered = (answer: Fault["answer"]): Fault => ({
  method: "POST",
  path: "/router.huggingface.co/",
  times: 99,
  what: "answer",
  ...(answer && { answer }),
});

const unserved = { code: "upstream_failure", retryable: false, ...free };

test.for([
  ["a provider that does not serve the model", "nscale:black-forest-labs/FLUX.1-dev"],
  ["a provider that serves it for something else", "fal-ai:Wan-AI/Wan2.2-TI2V-5B"],
  ["a model on trial", "nscale:on/trial"],
  ["a model that is not on the hub", "nscale:nobody/nothing"],
  ["a provider that is not used here", "cerebras:black-forest-labs/FLUX.1-dev"],
  ["a name without a provider", "black-forest-labs/FLUX.1-dev"],
  ["a path in place of a model", "nscale:../../../etc/passwd"],
])("%s is not asked", async ([, upstreamModel]) => {
  const here = await createHuggingFaceWorld();
  here.huggingface.models["on/trial"] = {
    nscale: { status: "staging", providerId: "trial", task: "text-to-image" },
  };
  expect(await rejection(submitTo(here, routeTo(upstreamModel!)))).toMatchObject(unserved);
  expect(here.paidPosts()).toBe(0);
});

test("words about a provider that does not have the model are not the request's fault", async () => {
  const here = await createHuggingFaceWorld();
  here.emulator.order(
    answered({ status: 400, json: { error: { message: "Model x not supported by provider y" } } }),
  );
  expect(await rejection(submitTo(here))).toMatchObject(unserved);
});

test.for([
  ["garbage", { status: 200, body: "<html>" }],
  ["a failure", { status: 500, json: { error: "hub" } }],
  ["a mapping of another shape", { status: 200, json: { inferenceProviderMapping: "none" } }],
])("when the hub answers with %s, nothing is sent and another try may work", async ([, answer]) => {
  const here = await createHuggingFaceWorld();
  here.emulator.order({
    path: "/huggingface.co/api/",
    times: 1,
    what: "answer",
    answer: answer as NonNullable<Fault["answer"]>,
  });
  const thrown = await rejection(submitTo(here));
  expect(thrown).toMatchObject({ code: "upstream_failure", retryable: true, ...free });
  expect(here.paidPosts()).toBe(0);
});

const charged = { mayHaveCharged: true, retryable: false };
const json = (value: unknown): Answer => ({ json: value });
const results: [string, Answer, Record<string, unknown>][] = [
  [
    "no JSON",
    { headers: { "content-type": "application/json" }, body: "{" },
    { code: "upstream_failure" },
  ],
  ["JSON without a picture", json({ data: [] }), { code: "upstream_failure" }],
  ["no base64", json({ data: [{ b64_json: "%%%" }] }), { code: "upstream_failure" }],
  [
    "a page",
    { headers: { "content-type": "text/html" }, body: "<html>" },
    { code: "upstream_failure" },
  ],
  ["nothing", { headers: { "content-type": "image/png" }, body: "" }, { code: "upstream_failure" }],
];

test.for(results)("an answer with %s was paid for and is of no use", async ([, result, error]) => {
  const here = await createHuggingFaceWorld();
  here.huggingface.behave({ result });
  expect(await rejection(submitTo(here))).toMatchObject({ ...error, ...charged });
});

test.for([
  ["processing", null, "ambiguous"],
  ["starting", null, "ambiguous"],
  ["failed", "CUDA out of memory", "upstream_failure"],
  ["failed", "NSFW content detected. Try running it again.", "safety_filter"],
  ["canceled", null, "canceled"],
] as const)("a prediction that is %s (%s) is %s", async ([status, error, code]) => {
  const here = await createHuggingFaceWorld();
  here.huggingface.behave({ replicate: { status, error } });
  expect(await rejection(submitTo(here, replicateRoute))).toMatchObject({ code, ...charged });
  expect(here.paidPosts()).toBe(1);
});

test.for([
  ["fal-ai", falRoute],
  ["wavespeed", wavespeedRoute],
] as const)("a question that %s does not answer is asked again", async ([, route]) => {
  const here = await createHuggingFaceWorld();
  const { job } = await here.provider.submit(route, makeRequest(), null, idle);
  const words = `slow down, ${tokens[0]}`;
  here.emulator.order({
    method: "GET",
    path: "/router.huggingface.co/",
    times: 1,
    what: "answer",
    answer: {
      status: 429,
      headers: { "retry-after": "9" },
      json: { message: words, detail: words },
    },
  });
  const thrown = await rejection(here.provider.poll(job, idle));
  expect(thrown).toMatchObject({ name: "TransientPollError", retryAfterSeconds: 9 });
  expect(String(thrown)).toContain("slow down");
  expect(inspect(thrown, { depth: null })).not.toContain(tokens[0]);
  expect(await here.provider.poll(job, idle)).toMatchObject({ state: "waiting" });
});

test("a job that fails in a queue has failed as it would at the provider itself", async () => {
  const here = await createHuggingFaceWorld();
  const { fal, wavespeed } = here.huggingface;
  fal.behave({
    queuedPolls: 0,
    runningPolls: 0,
    failure: { status: 422, type: "content_policy_violation" },
  });
  wavespeed.behave({ polls: 0, end: { status: "failed", code: 1200, error: "sensitive" } });
  for (const route of [falRoute, wavespeedRoute]) {
    const { job } = await here.provider.submit(route, makeRequest(), null, idle);
    const error = { code: "safety_filter" };
    expect(await here.provider.poll(job, idle)).toMatchObject({ state: "failed", error });
  }
});

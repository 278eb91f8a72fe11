import { expect, test } from "vitest";
import { createHuggingFaceProvider } from "~/.server/ai/providers/huggingface/provider";
import { makeRequest, rejection } from "../fal/world";
import {
  createHuggingFaceWorld,
  falRoute,
  follow,
  type HuggingFaceWorld,
  idle,
  make,
  nscaleRoute,
  tokens,
  wavespeedRoute,
} from "./world";

const [first, second] = tokens;
const hourMs = 3_600_000;

/** The tokens that paid, in order. */
const payers = ({ huggingface }: HuggingFaceWorld) =>
  huggingface.accepted.map(({ token }) => token);

test("requests at the same time are spread over the tokens", async () => {
  const here = await createHuggingFaceWorld();
  await Promise.all(Array.from({ length: 6 }, () => make(here, nscaleRoute)));
  expect(payers(here).toSorted()).toEqual([first, first, first, second, second, second]);
});

test("a queued job counts for its token until it is over", async () => {
  const here = await createHuggingFaceWorld();
  const submit = async () => (await here.provider.submit(falRoute, makeRequest(), null, idle)).job;
  const [ofFirst, ofSecond] = [await submit(), await submit()];
  await follow(here, ofSecond);
  await submit();
  await here.provider.cancel(ofFirst);
  await submit();
  expect(payers(here)).toEqual([first, second, second, first]);
});

test("a job that another worker goes on with counts no longer", async () => {
  const here = await createHuggingFaceWorld();
  const submit = async () =>
    (await here.provider.submit(wavespeedRoute, makeRequest(), null, idle)).job;
  const jobs = [await submit(), await submit()];
  here.provider.release?.(jobs[1]!);
  await submit();
  expect(payers(here)).toEqual([first, second, second]);
});

test.for([
  ["rate-limited", { is: "rate limited", retryAfterSeconds: 30 }, 30_000],
  ["out of credit", { is: "out of credit" }, 3 * hourMs],
  ["refused", { is: "refused" }, hourMs],
  ["kept from the model", { is: "gated" }, hourMs],
] as const)("a token that is %s rests while the other carries on", async ([, trouble, restMs]) => {
  const here = await createHuggingFaceWorld();
  const { huggingface, clock, emulator } = here;
  // Nothing is close to a month's end.
  clock.ms = Date.parse("2026-11-12T10:00:00Z");
  huggingface.behave({ tokens: { [first]: trouble } });
  await make(here, nscaleRoute);
  expect(payers(here)).toEqual([second]);
  huggingface.behave({ tokens: {} });
  emulator.reset();
  clock.ms += restMs - 1;
  await make(here, nscaleRoute);
  await make(here, nscaleRoute);
  expect(emulator.received.map(({ headers }) => headers.authorization)).not.toContain(
    `Bearer ${first}`,
  );
  clock.ms += 1;
  await make(here, nscaleRoute);
  expect(payers(here)).toEqual([second, second, second, first]);
});

test("a token kept from one model still works for the others", async () => {
  const here = await createHuggingFaceWorld();
  here.huggingface.behave({ tokens: { [first]: { is: "gated" } } });
  await make(here, nscaleRoute);
  here.huggingface.behave({ tokens: {} });
  await make(here, falRoute);
  expect(payers(here)).toEqual([second, first]);
});

test("a token that is not right for one model is right for none", async () => {
  const here = await createHuggingFaceWorld();
  here.huggingface.behave({ tokens: { [first]: { is: "refused" } } });
  await make(here, nscaleRoute);
  here.huggingface.behave({ tokens: {} });
  await make(here, falRoute);
  expect(payers(here)).toEqual([second, second]);
});

test("with every token at rest, nobody is asked until the first is back", async () => {
  const here = await createHuggingFaceWorld();
  const { huggingface, emulator, clock, provider } = here;
  huggingface.behave({
    tokens: {
      [first]: { is: "out of credit" },
      [second]: { is: "rate limited", retryAfterSeconds: 12 },
    },
  });
  const submit = () => provider.submit(nscaleRoute, makeRequest(), null, idle);
  const limited = { code: "rate_limited", retryable: true, mayHaveCharged: false };
  expect(await rejection(submit())).toMatchObject({ ...limited, retryAfterSeconds: 12 });
  clock.ms += 2000;
  emulator.reset();
  expect(await rejection(submit())).toMatchObject({ ...limited, retryAfterSeconds: 10 });
  expect(emulator.received).toEqual([]);
  huggingface.behave({ tokens: {} });
  clock.ms += 10_000;
  await make(here, nscaleRoute);
  expect(payers(here)).toEqual([second]);
});

test("each token is tried once in one submit, however short its rest", async () => {
  const here = await createHuggingFaceWorld();
  const limited = { is: "rate limited", retryAfterSeconds: 0 } as const;
  here.huggingface.behave({ tokens: { [first]: limited, [second]: limited } });
  const now = () => (here.clock.ms += 2000);
  const provider = createHuggingFaceProvider({ tokens, fetch, now });
  const submit = provider.submit(falRoute, makeRequest(), null, idle);
  expect(await rejection(submit)).toMatchObject({ code: "rate_limited", retryAfterSeconds: 1 });
  expect(here.emulator.received).toHaveLength(2);
});

test("a refusal of the request itself is not tried with another token", async () => {
  const here = await createHuggingFaceWorld();
  here.emulator.order({
    method: "POST",
    path: "/nscale/",
    times: 1,
    what: "answer",
    answer: { status: 422, json: { error: "prompt is too long" } },
  });
  const submit = here.provider.submit(nscaleRoute, makeRequest(), null, idle);
  expect(await rejection(submit)).toMatchObject({ code: "invalid_input", retryable: false });
  expect(here.paidPosts()).toBe(1);
});

test("a key of somebody else goes nowhere", async () => {
  const here = await createHuggingFaceWorld();
  const provider = here.createProvider(["r8_replicate_0123456789"]);
  const error = await rejection(provider.submit(nscaleRoute, makeRequest(), null, idle));
  expect(error).toMatchObject({ code: "provider_auth", mayHaveCharged: false });
  expect(String(error)).toContain("begins with hf_");
  expect(String(error)).not.toContain("r8_replicate");
  expect(here.emulator.received).toEqual([]);
});

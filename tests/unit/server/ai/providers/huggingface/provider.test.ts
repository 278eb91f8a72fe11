import sharp from "sharp";
import { expect, test } from "vitest";
import { makeRequest, rejection } from "../fal/world";
import * as world from "./world";
import { bytesOf, createHuggingFaceWorld, follow, idle, make, tokens } from "./world";

const falHosts = ["fal.media", "*.fal.media", "storage.googleapis.com/falserverless/"];
const wavespeedHosts = ["cdn.wavespeed.ai", "*.wavespeed.ai", "*.cloudfront.net"];
const replicateHosts = ["replicate.delivery", "*.replicate.delivery"];

test("every picture of an answer counts, not only the first", async () => {
  const here = await createHuggingFaceWorld();
  const files = await make(here, world.nscaleRoute, { outputCount: 3 });
  expect(files).toHaveLength(3);
  expect(await sharp(await bytesOf(files[2])).metadata()).toMatchObject({
    width: 512,
    height: 256,
  });
});

test("a queued job can be followed, and names its files with their hosts", async () => {
  const here = await createHuggingFaceWorld();
  const { job, requestId } = await here.provider.submit(world.falRoute, makeRequest(), null, idle);
  expect(requestId).toBe(here.huggingface.fal.jobs[0]?.requestId);
  expect(await follow(here, job)).toEqual([
    { state: "waiting", queuePosition: 0 },
    { state: "running", progress: 0.5 },
    { state: "done" },
  ]);
  const url = expect.stringMatching(/^https:\/\/v3b\.fal\.media\//) as string;
  expect(await here.provider.collect(job, idle)).toEqual([{ url, hosts: falHosts }]);
});

test("files of wavespeed and replicate come with their hosts", async () => {
  const here = await createHuggingFaceWorld();
  const url = (host: string) => expect.stringMatching(new RegExp(`^https://${host}/`)) as string;
  expect(await make(here, world.wavespeedRoute)).toEqual([
    { url: url("d2hf.cloudfront.net"), hosts: wavespeedHosts },
  ]);
  expect(await make(here, world.replicateRoute)).toEqual([
    { url: url("replicate.delivery"), hosts: replicateHosts },
  ]);
});

test.for([
  ["fal-ai", world.falRoute],
  ["wavespeed", world.wavespeedRoute],
  ["replicate", world.replicateRoute],
] as const)("after a crash another process collects what %s made", async ([, route]) => {
  const here = await createHuggingFaceWorld();
  const { job } = await here.provider.submit(route, makeRequest(), null, idle);
  const stored = JSON.parse(JSON.stringify(job)) as typeof job;
  for (const token of tokens) expect(JSON.stringify(job)).not.toContain(token);
  const provider = here.createProvider(tokens.toReversed());
  expect((await follow({ provider }, stored)).at(-1)).toEqual({ state: "done" });
  expect(await provider.collect(stored, idle)).toHaveLength(1);
  expect(here.paidPosts()).toBe(1);
});

test("after a crash an answer in bytes is lost, and nothing is submitted again", async () => {
  const here = await createHuggingFaceWorld();
  const { job, requestId } = await here.provider.submit(
    world.inferenceRoute,
    makeRequest(),
    null,
    idle,
  );
  expect(requestId).toMatch(/^Root=1-/);
  const other = here.createProvider();
  expect(await other.poll(job, idle)).toMatchObject({
    state: "failed",
    error: { code: "ambiguous", mayHaveCharged: true },
  });
  expect(await rejection(other.collect(job, idle))).toMatchObject({ code: "ambiguous" });
  expect(await here.provider.collect(job, idle)).toHaveLength(1);
  expect(here.paidPosts()).toBe(1);
});

test("an answer that could not be stored is collected again, for some minutes", async () => {
  const here = await createHuggingFaceWorld();
  const submit = async () =>
    (await here.provider.submit(world.inferenceRoute, makeRequest(), null, idle)).job;
  const job = await submit();
  const files = await here.provider.collect(job, idle);
  here.clock.ms += 3 * 60_000;
  await submit();
  expect(await here.provider.poll(job, idle)).toEqual({ state: "done" });
  expect(await here.provider.collect(job, idle)).toEqual(files);
  here.clock.ms += 3 * 60_000 + 1;
  await submit();
  expect(await here.provider.poll(job, idle)).toMatchObject({ state: "failed" });
});

test("an answer that nobody collects is let go of after a while", async () => {
  const here = await createHuggingFaceWorld();
  const submit = async () =>
    (await here.provider.submit(world.nscaleRoute, makeRequest(), null, idle)).job;
  const forgotten = await submit();
  here.clock.ms += 15 * 60_000;
  const waiting = await submit();
  expect(await here.provider.poll(forgotten, idle)).toEqual({ state: "done" });
  here.clock.ms += 1;
  await submit();
  expect(await here.provider.poll(forgotten, idle)).toMatchObject({ state: "failed" });
  expect(await here.provider.poll(waiting, idle)).toEqual({ state: "done" });
  here.provider.release?.(waiting);
  expect(await here.provider.poll(waiting, idle)).toMatchObject({ state: "failed" });
});

test("a job of a token that is not set any more has failed for want of it", async () => {
  const here = await createHuggingFaceWorld();
  const { job } = await here.provider.submit(world.falRoute, makeRequest(), null, idle);
  const other = here.createProvider([tokens[1]]);
  const error = { code: "provider_auth", mayHaveCharged: true };
  expect(await other.poll(job, idle)).toMatchObject({ state: "failed", error });
  expect(await rejection(other.collect(job, idle))).toMatchObject(error);
  await other.cancel(job);
});

test("a canceled job is canceled upstream", async () => {
  const here = await createHuggingFaceWorld();
  const { fal, wavespeed } = here.huggingface;
  for (const route of [world.falRoute, world.wavespeedRoute, world.inferenceRoute]) {
    const { job } = await here.provider.submit(route, makeRequest(), null, idle);
    await here.provider.cancel(job);
  }
  expect(fal.jobs[0]?.isCanceled).toBe(true);
  expect(wavespeed.tasks).toEqual([]);
  await here.provider.cancel({ of: "another provider" });
});

test("nobody is asked for a lost submit, because nothing lists them", async () => {
  const here = await createHuggingFaceWorld();
  expect(here.provider.find).toBeUndefined();
});

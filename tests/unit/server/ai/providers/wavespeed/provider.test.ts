import sharp from "sharp";
import { expect, test } from "vitest";
import { TransientPollError, type ModelRequest, type ModelRoute } from "~/.server/ai/port";
import type { ProviderFile, SourceImage } from "~/domain/media";
import { makeRequest, makeSource } from "../fal/world";
import {
  createWavespeedWorld,
  editRoute,
  follow,
  idle,
  key,
  pictureRoute,
  videoRoute,
  type WavespeedWorld,
} from "./world";

const hosts = ["cdn.wavespeed.ai", "*.wavespeed.ai", "*.cloudfront.net"];

/** Submits, waits and collects. */
async function make(
  world: WavespeedWorld,
  route: ModelRoute,
  request: ModelRequest,
  source: SourceImage | null = null,
): Promise<ProviderFile[]> {
  const { job } = await world.provider.submit(route, request, source, idle);
  expect((await follow(world, job)).at(-1)).toEqual({ state: "done" });
  return await world.provider.collect(job, idle);
}

/** Fetches a file as media ingestion would. */
async function read(file: ProviderFile | undefined): Promise<Buffer> {
  if (!file || !("url" in file)) throw new Error("no address");
  return Buffer.from(await (await fetch(file.url)).arrayBuffer());
}

test("a picture is submitted as recorded, and comes in the size asked for", async () => {
  const world = await createWavespeedWorld();
  const files = await make(world, pictureRoute, makeRequest({ outputCount: 2 }));
  const [submit] = world.emulator.received;
  expect(submit).toMatchObject({
    method: "POST",
    path: "/api.wavespeed.ai/api/v3/wavespeed-ai/flux-dev",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  });
  expect(world.paidBody()).toEqual({
    prompt: "a quiet lake",
    size: "1024*768",
    num_images: 2,
    seed: 7,
  });
  const url = (name: string) =>
    expect.stringMatching(new RegExp(`^https://d1abc\\.cloudfront\\.net/.+/${name}$`)) as string;
  expect(files).toEqual([
    { url: url("0\\.png"), hosts },
    { url: url("1\\.png"), hosts },
  ]);
  const picture = await sharp(await read(files[0])).metadata();
  expect(picture).toMatchObject({ format: "png", width: 1024, height: 768 });
  expect(world.paidPosts()).toBe(1);
});

test("a source picture is uploaded first, and its address takes the place of the picture", async () => {
  const world = await createWavespeedWorld();
  const source = await makeSource();
  const files = await make(world, editRoute, makeRequest({ kind: "edit" }), source);
  const [upload, submit] = world.emulator.received;
  expect(upload).toMatchObject({
    method: "POST",
    path: "/api.wavespeed.ai/api/v3/media/upload/binary",
    headers: { authorization: `Bearer ${key}` },
  });
  expect(upload?.body.includes(Buffer.from(source.bytes))).toBe(true);
  expect(upload?.body.toString("latin1")).toContain(
    'name="file"; filename="01937f60-0000-7000-8000-000000000001.png"',
  );
  expect(submit?.path).toBe("/api.wavespeed.ai/api/v3/wavespeed-ai/qwen-image-2.0/edit");
  expect(world.paidBody()).toEqual({
    prompt: "a quiet lake",
    seed: 7,
    images: [expect.stringMatching(/^https:\/\/d1abc\.cloudfront\.net\/media\/.+\.png$/) as string],
  });
  expect(await sharp(await read(files[0])).metadata()).toMatchObject({ width: 64, height: 48 });
  expect(world.paidPosts()).toBe(1);
});

test("a video is made from a picture", async () => {
  const world = await createWavespeedWorld();
  const request = makeRequest({ kind: "video", settings: {} });
  const files = await make(world, videoRoute, request, await makeSource());
  expect(world.paidBody()).toEqual({
    prompt: "a quiet lake",
    duration: 5,
    image: expect.stringMatching(/^https:\/\/d1abc\.cloudfront\.net\/media\/.+\.png$/) as string,
  });
  expect((await read(files[0])).subarray(4, 8).toString()).toBe("ftyp");
});

test("a task is created, then runs, then is done", async () => {
  const world = await createWavespeedWorld();
  world.wavespeed.behave({ polls: 3 });
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  expect(await follow(world, job)).toEqual([
    { state: "waiting", queuePosition: null },
    { state: "running", progress: null },
    { state: "running", progress: null },
    { state: "done" },
  ]);
});

test("another process goes on with a job from what was stored of it", async () => {
  const world = await createWavespeedWorld();
  const submitted = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const stored = JSON.parse(JSON.stringify(submitted)) as typeof submitted;
  const id = world.wavespeed.tasks[0]?.id;
  expect(stored).toEqual({ job: { id }, requestId: id });
  const provider = world.createProvider();
  expect((await follow({ provider }, stored.job)).at(-1)).toEqual({ state: "done" });
  expect(await provider.collect(stored.job, idle)).toHaveLength(1);
  expect(world.paidPosts()).toBe(1);
});

test.each([
  ["as the current documentation has it", "ids", 0],
  ["in the older way where that is the one that works", "path", 1],
] as const)(
  "a canceled job is deleted %s, and nothing is left of it",
  async (_, deletion, older) => {
    const world = await createWavespeedWorld();
    world.wavespeed.behave({ deletion });
    const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
    await world.provider.cancel(job);
    const posted = world.emulator.received.find(({ path }) => path.endsWith("/predictions/delete"));
    expect(posted).toMatchObject({
      method: "POST",
      path: "/api.wavespeed.ai/api/v3/predictions/delete",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    });
    expect(JSON.parse(posted!.body.toString())).toEqual({ ids: [job["id"]] });
    expect(world.emulator.count("DELETE", `/predictions/${String(job["id"])}`)).toBe(older);
    expect(world.wavespeed.tasks).toEqual([]);
    await expect(world.provider.poll(job, idle)).rejects.toMatchObject({
      code: "upstream_failure",
      mayHaveCharged: true,
    });
  },
);

test("a job that is over is canceled without a word", async () => {
  const world = await createWavespeedWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await follow(world, job);
  await world.provider.cancel(job);
  await world.provider.cancel({});
  expect(world.emulator.count("DELETE", "/predictions/")).toBe(0);
});

test("a cancellation that neither way takes says what was answered", async () => {
  const world = await createWavespeedWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await expect(world.provider.cancel({ id: "unknown" })).rejects.toThrow("not deleted: 200");
  world.wavespeed.behave({ deletion: "none" });
  await expect(world.provider.cancel(job)).rejects.toThrow(/^not deleted: 404 .*; 404 /);
  world.emulator.order({ path: "/predictions/", times: 2, what: "drop" });
  const refused: unknown = await world.provider.cancel(job).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TransientPollError);
  expect(String(refused)).toMatch(/no answer: .*; no answer: /);
  expect(String(refused)).not.toContain(key);
});

test("a cancellation that is lost on its way is tried in the other way", async () => {
  const world = await createWavespeedWorld();
  world.wavespeed.behave({ deletion: "path" });
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  world.emulator.order({ path: "/predictions/delete", times: 1, what: "drop" });
  await world.provider.cancel(job);
  expect(world.wavespeed.tasks).toEqual([]);
});

test("a task whose sync mode timed out goes on", async () => {
  const world = await createWavespeedWorld();
  world.wavespeed.behave({ polls: 3, syncTimeouts: 2 });
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  expect((await follow(world, job)).map(({ state }) => state)).toEqual([
    "running",
    "running",
    "running",
    "done",
  ]);
});

test("a flagged picture is dropped, and the others are kept", async () => {
  const world = await createWavespeedWorld();
  world.wavespeed.behave({ nsfw: "first" });
  const files = await make(world, pictureRoute, makeRequest({ outputCount: 3 }));
  expect(files.map((file) => "url" in file && file.url.slice(-5))).toEqual(["1.png", "2.png"]);
});

test.each([
  ["everything is flagged", { nsfw: "all" }, "safety_filter"],
  ["there is no output", { outputs: 0 }, "upstream_failure"],
  ["the output has no address", { nullUrls: true }, "upstream_failure"],
] as const)("a completed task of which %s has failed, and was paid", async (_, behaviour, code) => {
  const world = await createWavespeedWorld();
  world.wavespeed.behave(behaviour);
  await expect(make(world, pictureRoute, makeRequest())).rejects.toMatchObject({
    code,
    retryable: false,
    mayHaveCharged: true,
  });
});

test("an unreadable job fails before anything is asked", async () => {
  const world = await createWavespeedWorld();
  await expect(world.provider.poll({ id: 5 }, idle)).rejects.toThrow("id");
  expect(world.emulator.received).toEqual([]);
});

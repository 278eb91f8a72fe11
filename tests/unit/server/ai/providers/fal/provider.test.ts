import sharp from "sharp";
import { expect, test } from "vitest";
import type { ModelRequest, ModelRoute } from "~/.server/ai/port";
import type { ProviderFile, SourceImage } from "~/domain/media";
import {
  createFalWorld,
  editRoute,
  type FalWorld,
  follow,
  idle,
  key,
  makeRequest,
  makeSource,
  pictureRoute,
  videoRoute,
} from "./world";

const hosts = ["fal.media", "*.fal.media", "storage.googleapis.com/falserverless/"];

/** Submits, waits and collects. */
async function make(
  world: FalWorld,
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
  const world = await createFalWorld();
  const files = await make(world, pictureRoute, makeRequest({ outputCount: 2 }));
  expect(world.bodyOf("/queue.fal.run/fal-ai/flux/dev")).toEqual({
    prompt: "a quiet lake",
    image_size: { width: 1024, height: 768 },
    num_images: 2,
    seed: 7,
  });
  expect(files).toEqual([
    { url: expect.stringMatching(/^https:\/\/v3\.fal\.media\/.+0\.png$/), hosts },
    { url: expect.stringMatching(/^https:\/\/v3\.fal\.media\/.+1\.png$/), hosts },
  ]);
  const picture = await sharp(await read(files[0])).metadata();
  expect(picture).toMatchObject({ format: "png", width: 1024, height: 768 });
  expect(world.paidPosts()).toBe(1);
});

test("the submit's headers are as recorded", async () => {
  const world = await createFalWorld();
  await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  expect(world.emulator.received[0]?.headers).toMatchObject({
    authorization: `Key ${key}`,
    accept: "application/json",
    "content-type": "application/json",
    "user-agent": "@fal-ai/client/1.10.1",
    "x-fal-queue-priority": "normal",
    "x-fal-object-lifecycle-preference": '{"expiration_duration_seconds":86400}',
  });
});

test("questions go to the endpoint's owner and alias alone", async () => {
  const world = await createFalWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const at = `/queue.fal.run/fal-ai/flux/requests/${String(job["requestId"])}`;
  await follow(world, job);
  await world.provider.collect(job, idle);
  const asked = world.emulator.received.filter(({ method }) => method === "GET");
  expect(asked.map(({ path, query }) => `${path}?${query}`)).toEqual([
    ...Array.from({ length: 3 }, () => `${at}/status?logs=1`),
    `${at}?`,
  ]);
});

test("a source picture is uploaded first, for an hour, and its address takes the place of the picture", async () => {
  const world = await createFalWorld();
  const source = await makeSource();
  const files = await make(world, editRoute, makeRequest({ kind: "edit" }), source);
  const [initiate, put, submit] = world.emulator.received;
  expect(initiate).toMatchObject({ method: "POST", path: "/rest.fal.ai/storage/upload/initiate" });
  expect(initiate?.query.get("storage_type")).toBe("fal-cdn-v3");
  expect(initiate?.headers["x-fal-object-lifecycle"]).toBe('{"expiration_duration_seconds":3600}');
  expect(world.bodyOf("/initiate")).toEqual({
    content_type: "image/png",
    file_name: "01937f60-0000-7000-8000-000000000001.png",
  });
  expect(put).toMatchObject({ method: "PUT", headers: { "content-type": "image/png" } });
  expect(put?.headers.authorization).toBeUndefined();
  expect(put?.body.equals(source.bytes)).toBe(true);
  expect(submit?.path).toBe("/queue.fal.run/fal-ai/nano-banana/edit");
  expect(world.bodyOf("/queue.fal.run/")).toEqual({
    prompt: "a quiet lake",
    num_images: 1,
    image_urls: [`https:/${put?.path}`],
  });
  expect(await sharp(await read(files[0])).metadata()).toMatchObject({ width: 64 });
});

test("a video is made from a picture", async () => {
  const world = await createFalWorld();
  const request = makeRequest({ kind: "video", settings: {} });
  const files = await make(world, videoRoute, request, await makeSource());
  expect(world.bodyOf("/queue.fal.run/")).toEqual({
    prompt: "a quiet lake",
    duration: "5",
    image_url: expect.stringMatching(/^https:\/\/v3\.fal\.media\/files\/uploaded\/.+\.png$/),
  });
  expect(files).toHaveLength(1);
  expect((await read(files[0])).subarray(4, 8).toString()).toBe("ftyp");
});

test("tells of the place in the queue, and then of what the model logs of its progress", async () => {
  const world = await createFalWorld();
  world.fal.behave({ queuedPolls: 2, runningPolls: 2 });
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  expect(await follow(world, job)).toEqual([
    { state: "waiting", queuePosition: 1 },
    { state: "waiting", queuePosition: 0 },
    { state: "running", progress: 0.33 },
    { state: "running", progress: 0.67 },
    { state: "done" },
  ]);
});

test("another process goes on with a job from what was stored of it", async () => {
  const world = await createFalWorld();
  const submitted = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  const stored = JSON.parse(JSON.stringify(submitted)) as typeof submitted;
  expect(stored).toEqual({
    job: { endpoint: "fal-ai/flux/dev", requestId: world.fal.jobs[0]?.requestId },
    requestId: world.fal.jobs[0]?.requestId,
  });
  const provider = world.createProvider();
  expect((await follow({ provider }, stored.job)).at(-1)).toEqual({ state: "done" });
  expect(await provider.collect(stored.job, idle)).toHaveLength(1);
  expect(world.paidPosts()).toBe(1);
});

test("a canceled job is told so, and ends as canceled", async () => {
  const world = await createFalWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await world.provider.cancel(job);
  expect(world.emulator.count("PUT", "/cancel")).toBe(1);
  expect((await follow(world, job)).at(-1)).toMatchObject({
    state: "failed",
    error: { code: "canceled", retryable: false, mayHaveCharged: true },
  });
});

test("canceling what is over is no error, canceling what is unknown or out of reach is one", async () => {
  const world = await createFalWorld();
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await follow(world, job);
  await world.provider.cancel(job);
  await world.provider.cancel({});
  const unknown = world.provider.cancel({ ...job, requestId: "unknown" });
  await expect(unknown).rejects.toThrow("status 404");
  world.emulator.order({ path: "/cancel", times: 1, what: "drop" });
  await expect(world.provider.cancel(job)).rejects.toThrow("no answer");
  expect(world.emulator.count("PUT", "/cancel")).toBe(3);
});

test("a job that finished in spite of its cancellation is done", async () => {
  const world = await createFalWorld();
  world.fal.behave({ ignoresCancel: true });
  const { job } = await world.provider.submit(pictureRoute, makeRequest(), null, idle);
  await world.provider.cancel(job);
  expect((await follow(world, job)).at(-1)).toEqual({ state: "done" });
});

test("a flagged picture is dropped, and the others are kept", async () => {
  const world = await createFalWorld();
  world.fal.behave({ nsfw: "first" });
  const files = await make(world, pictureRoute, makeRequest({ outputCount: 3 }));
  expect(files.map((file) => "url" in file && file.url.slice(-5))).toEqual(["1.png", "2.png"]);
});

test("gives everything that was made, though more than was asked for", async () => {
  const world = await createFalWorld();
  world.fal.behave({ outputs: 5 });
  expect(await make(world, pictureRoute, makeRequest())).toHaveLength(5);
});

test("an aborted submit throws the abort's reason", async () => {
  const world = await createFalWorld();
  const stop = new AbortController();
  world.emulator.order({ path: "/queue.fal.run/", times: 1, what: "hang" });
  const submit = world.provider.submit(pictureRoute, makeRequest(), null, stop.signal);
  const reason = new Error("nobody waits");
  const refused = submit.catch((cause: unknown) => cause);
  await expect.poll(() => world.emulator.count("POST", "/queue.fal.run/")).toBe(1);
  stop.abort(reason);
  expect(await refused).toBe(reason);
});

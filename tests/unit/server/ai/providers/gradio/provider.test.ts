import sharp from "sharp";
import { expect, test } from "vitest";
import {
  copyRoute,
  createGradioWorld,
  editRoute,
  idle,
  makeSource,
  pictureRoute,
  read,
  schnell,
  videoRoute,
} from "./world";

test("a picture is made with one call, in the recorded shape", async () => {
  const world = await createGradioWorld();
  const files = await world.make();
  const url = expect.stringMatching(
    /^https:\/\/black-forest.+\.hf\.space\/gradio_api\/file=.+png$/,
  );
  expect(files).toEqual([{ url, hosts: [schnell] }]);
  const picture = await sharp(await read(files[0])).metadata();
  expect(picture).toMatchObject({ format: "png", width: 640, height: 480 });
  expect(world.joins()).toBe(1);
  const join = world.emulator.received.find(({ path }) => path.endsWith("/queue/join"));
  expect(join?.headers).toMatchObject({
    "x-gradio-user": "api",
    "content-type": "application/json",
  });
  expect(JSON.parse(String(join?.body))).toEqual({
    data: ["a quiet lake", 7, false, 640, 480, 4],
    fn_index: 0,
    session_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
    event_data: null,
    trigger_id: null,
  });
});

test("a source picture is uploaded, and named by the path that the app gave it", async () => {
  const world = await createGradioWorld();
  const files = await world.make({ route: editRoute, source: await makeSource() });
  expect((await sharp(await read(files[0])).metadata()).width).toBe(64);
  expect(world.service.jobs[0]?.inputs).toEqual({
    input_image: {
      path: expect.stringMatching(/^\/tmp\/gradio\/.+\/source\.png$/),
      orig_name: "source.png",
      meta: { _type: "gradio.FileData" },
    },
    prompt: "a quiet lake",
    seed: 0,
    randomize_seed: false,
    guidance_scale: 2.5,
    steps: 28,
  });
});

test("a video is found inside of what Gradio puts around it, and without that", async () => {
  const world = await createGradioWorld();
  const source = await makeSource();
  for (const output of ["file", "bare file"] as const) {
    world.service.behave({ output });
    const [file] = await world.make({ route: videoRoute, source });
    expect((await read(file)).subarray(4, 8).toString()).toBe("ftyp");
  }
});

test("place in the queue and progress are told, and a partial result is none", async () => {
  const world = await createGradioWorld();
  world.service.behave({ hold: "queue", position: 4 });
  const { job } = await world.submit();
  await world.reaches(job, { state: "waiting", queuePosition: 0 });
  await expect(world.provider.collect(job, idle)).rejects.toThrow("not done");
  world.service.behave({ hold: "work", steps: 4 });
  const other = await world.submit();
  await world.reaches(other.job, { state: "running", progress: 0.25 });
  world.service.release();
  expect(await world.end(other.job)).toEqual({ state: "done" });
  const [file] = await world.provider.collect(other.job, idle);
  expect(file).toMatchObject({ url: expect.stringContaining("image.png") });
});

test("an app at an address of its own is reached there, over http, without Hugging Face", async () => {
  const world = await createGradioWorld({ token: "hf_secretOfTheAccount" });
  const { origin } = world.emulator;
  const [file] = await world.make({ route: copyRoute });
  expect(file).toEqual({
    url: expect.stringMatching(`^${origin}/copy-of-schnell/gradio_api/file=`),
    hosts: ["127.0.0.1"],
    trustedOrigin: origin,
  });
  expect((await read(file)).length).toBeGreaterThan(100);
  expect(world.emulator.count("GET", "huggingface.co")).toBe(0);
  expect(JSON.stringify(world.emulator.received)).not.toContain("hf_secret");
});

test("the job's reference is plain data", async () => {
  const world = await createGradioWorld();
  const { job, requestId } = await world.submit();
  const [emulated] = world.service.jobs;
  expect(job).toEqual({
    space: pictureRoute.upstreamModel,
    eventId: emulated?.eventId,
    sessionHash: emulated?.sessionHash,
  });
  expect(requestId).toBe(emulated?.eventId);
  await world.end(job);
});

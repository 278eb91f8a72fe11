import sharp from "sharp";
import { expect, test } from "vitest";
import type { ModelRoute } from "~/.server/ai/port";
import { modelDefinitions } from "~/.server/ai/known-models";
import { makeSource } from "../fal/world";
import * as world from "./world";
import { bytesOf, createHuggingFaceWorld, make, tokens } from "./world";

const prompt = "a quiet lake";

/** What was paid for: exactly one submit. */
function paid({ huggingface, paidPosts }: world.HuggingFaceWorld) {
  expect(paidPosts()).toBe(1);
  expect(huggingface.accepted).toHaveLength(1);
  return huggingface.accepted[0]!;
}

test("the hub is asked once how a provider calls the model, and again when that is old", async () => {
  const here = await createHuggingFaceWorld();
  const { emulator, clock } = here;
  await make(here, world.nscaleRoute);
  await make(here, world.wavespeedRoute);
  const [asked] = emulator.received;
  expect(asked).toMatchObject({
    method: "GET",
    path: "/huggingface.co/api/models/black-forest-labs/FLUX.1-schnell",
    headers: { authorization: `Bearer ${tokens[0]}` },
  });
  expect(asked?.query.get("expand[]")).toBe("inferenceProviderMapping");
  expect(emulator.count("GET", "/huggingface.co/")).toBe(1);
  clock.ms += 10 * 60_000 + 1;
  await make(here, world.nscaleRoute);
  expect(emulator.count("GET", "/huggingface.co/")).toBe(2);
});

test("a mapping that comes as a list is read as well", async () => {
  const here = await createHuggingFaceWorld();
  here.huggingface.behave({ listsMapping: true });
  await make(here, world.nscaleRoute);
  expect(paid(here).path).toBe("/nscale/v1/images/generations");
});

const pictures: [string, ModelRoute, string, Record<string, unknown>][] = [
  [
    "hf-inference",
    world.inferenceRoute,
    "/hf-inference/models/stabilityai/stable-diffusion-3-medium-diffusers",
    { inputs: prompt, parameters: { seed: 7 } },
  ],
  [
    "nscale",
    world.nscaleRoute,
    "/nscale/v1/images/generations",
    {
      response_format: "b64_json",
      model: "black-forest-labs/FLUX.1-schnell",
      ...{ prompt, width: 512, height: 256, n: 1 },
    },
  ],
  [
    "together",
    world.togetherRoute,
    "/together/v1/images/generations",
    {
      response_format: "base64",
      model: "black-forest-labs/FLUX.1-schnell",
      ...{ prompt, steps: 4 },
    },
  ],
  [
    "replicate",
    world.replicateRoute,
    "/replicate/v1/models/black-forest-labs/flux-dev/predictions",
    { input: { prompt, seed: 7 } },
  ],
  [
    "fal-ai",
    world.falRoute,
    "/fal-ai/fal-ai/flux/dev",
    { prompt, image_size: { width: 1024, height: 768 }, num_images: 1 },
  ],
  [
    "wavespeed",
    world.wavespeedRoute,
    "/wavespeed/api/v3/wavespeed-ai/flux-schnell",
    { prompt, size: "1024*768" },
  ],
];

test.for(pictures)("a picture over %s is asked for as recorded", async ([, route, path, body]) => {
  const here = await createHuggingFaceWorld();
  const files = await make(here, route);
  expect(paid(here)).toEqual({ token: tokens[0], path, body });
  const { format } = await sharp(await bytesOf(files[0])).metadata();
  expect(format).toBe("png");
});

const dataUrl = "data:image/png;base64,";
const edits: [string, ModelRoute, string, (picture: string) => Record<string, unknown>][] = [
  [
    "hf-inference",
    world.inferenceEditRoute,
    "/hf-inference/models/black-forest-labs/FLUX.1-Kontext-dev",
    (picture) => ({ inputs: picture, parameters: { prompt, seed: 7 } }),
  ],
  [
    "together",
    world.togetherEditRoute,
    "/together/v1/images/generations",
    (picture) => ({
      response_format: "base64",
      model: "black-forest-labs/FLUX.1-kontext-dev",
      image_url: dataUrl + picture,
      ...{ prompt, seed: 7 },
    }),
  ],
  [
    "replicate",
    world.replicateEditRoute,
    "/replicate/v1/models/black-forest-labs/flux-kontext-dev/predictions",
    (picture) => ({
      input: {
        image: dataUrl + picture,
        images: [dataUrl + picture],
        input_image: dataUrl + picture,
        input_images: [dataUrl + picture],
        ...{ prompt, seed: 7 },
      },
    }),
  ],
  [
    "fal-ai",
    world.falEditRoute,
    "/fal-ai/fal-ai/flux-2/klein/9b/edit",
    (picture) => ({
      image_url: dataUrl + picture,
      image_urls: [dataUrl + picture],
      ...{ prompt, seed: 7 },
    }),
  ],
  [
    "wavespeed",
    world.wavespeedEditRoute,
    "/wavespeed/api/v3/wavespeed-ai/flux-2-dev/edit",
    (picture) => ({ image: picture, images: [picture], ...{ prompt, seed: 7 } }),
  ],
];

test.for(edits)("a picture is changed over %s as recorded", async ([, route, path, bodyWith]) => {
  const here = await createHuggingFaceWorld();
  const source = await makeSource();
  const files = await make(here, route, { kind: "edit" }, source);
  const body = bodyWith(Buffer.from(source.bytes).toString("base64"));
  expect(paid(here)).toEqual({ token: tokens[0], path, body });
  expect((await sharp(await bytesOf(files[0])).metadata()).format).toBe("png");
});

const videos: [string, ModelRoute, string, Record<string, unknown>][] = [
  ["fal-ai", world.falVideoRoute, "/fal-ai/fal-ai/wan/v2.2-5b/text-to-video", { prompt, seed: 7 }],
  [
    "replicate",
    world.replicateVideoRoute,
    "/replicate/v1/models/wan-video/wan-2.2-5b-fast/predictions",
    { input: { prompt, seed: 7 } },
  ],
];

test.for(videos)("a video is made from words over %s", async ([, route, path, body]) => {
  const here = await createHuggingFaceWorld();
  const files = await make(here, route, { kind: "video" });
  expect(paid(here)).toEqual({ token: tokens[0], path, body });
  expect((await bytesOf(files[0])).subarray(4, 8).toString()).toBe("ftyp");
});

test("a video is made from a picture over fal-ai", async () => {
  const here = await createHuggingFaceWorld();
  const source = await makeSource();
  const files = await make(here, world.falAnimateRoute, { kind: "video" }, source);
  const picture = dataUrl + Buffer.from(source.bytes).toString("base64");
  expect(paid(here)).toEqual({
    token: tokens[0],
    path: "/fal-ai/fal-ai/wan/v2.2-a14b/image-to-video",
    body: { prompt, seed: 7, image_url: picture },
  });
  expect((await bytesOf(files[0])).subarray(4, 8).toString()).toBe("ftyp");
});

test("a video is made from a picture over wavespeed", async () => {
  const here = await createHuggingFaceWorld();
  const source = await makeSource();
  await make(here, world.wavespeedAnimateRoute, { kind: "video" }, source);
  const picture = Buffer.from(source.bytes).toString("base64");
  expect(paid(here)).toEqual({
    token: tokens[0],
    path: "/wavespeed/api/v3/wavespeed-ai/wan-2.1/i2v-480p",
    body: { prompt, seed: 7, image: picture, images: [picture] },
  });
});

test("requests are sent as HuggingFace's own client sends them", async () => {
  const here = await createHuggingFaceWorld();
  await make(here, world.replicateRoute);
  await make(here, world.falRoute);
  const posts = here.emulator.received.filter(({ method }) => method === "POST");
  expect(posts[0]?.headers).toMatchObject({
    authorization: `Bearer ${tokens[0]}`,
    "content-type": "application/json",
    "user-agent": expect.stringMatching(/^@huggingface\/inference\/4\./) as string,
    prefer: "wait",
  });
  expect(posts[1]?.headers).toMatchObject({ authorization: `Bearer ${tokens[1]}` });
  expect(posts[1]?.query.get("_subdomain")).toBe("queue");
});

const inUse = modelDefinitions.flatMap(({ card, settings, routes }) =>
  routes
    .filter(({ provider }) => provider === "huggingface")
    .map((route) => [card, route, settings] as const),
);

test.for(inUse.map(([card, route, settings]) => [route.id, card, route, settings] as const))(
  "what Easel offers over %s is made",
  async ([, card, route, settings]) => {
    const here = await createHuggingFaceWorld();
    const chosen = {
      ...{ shape: card.shapes[0] ?? "", count: 1, seed: 7, prompt, negativePrompt: "" },
      durationSeconds: card.durations[0],
      resolution: card.resolutions[0],
      steps: card.steps?.default,
      guidance: card.guidance?.default,
    };
    const request = { kind: card.kind, settings: settings.parse(chosen) };
    const source = card.source === "required" ? await makeSource() : null;
    const files = await make(here, route, request, source);
    expect(paid(here).body).toMatchObject({ prompt });
    const bytes = await bytesOf(files[0]);
    const start = card.kind === "video" ? bytes.subarray(4, 8) : bytes.subarray(1, 4);
    expect(start.toString()).toBe(card.kind === "video" ? "ftyp" : "PNG");
  },
);

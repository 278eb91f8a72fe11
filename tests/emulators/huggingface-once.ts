import { randomUUID } from "node:crypto";
import type { Answer, EmulatedRoute, Received } from "./emulator.ts";
import { editPicture, makePicture, readVideo, type Size } from "./fal-media.ts";

/** What providers that answer in one call do from now on. */
export interface OnceBehaviour {
  /** How a prediction of Replicate stands when its answer comes. */
  replicate: { status: string; error: string | null };
  /** Instead of every answer that holds a result. */
  result: Answer | null;
}

export const usualOnceBehaviour: OnceBehaviour = {
  replicate: { status: "succeeded", error: null },
  result: null,
};

export interface OnceState {
  behaviour: OnceBehaviour;
  /** Bytes behind Replicate's links. */
  delivered: Map<string, { contentType: string; bytes: Buffer }>;
  /** The task for which a provider serves a model under that name; null when it does not. */
  taskOf(provider: string, providerId: string): string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** How every path of the router begins. */
export const router = "/router.huggingface.co";

/** hf-inference, nscale, together and Replicate behind the router (docs/providers.md 3.2), and Replicate's files. */
export function onceRoutes(state: OnceState): EmulatedRoute[] {
  return [
    {
      method: "POST",
      pattern: `${router}/hf-inference/models/:owner/:name`,
      answer: async (received, { owner, name }) =>
        state.behaviour.result ?? (await inference(state, received, `${owner}/${name}`)),
    },
    ...["nscale", "together"].map((provider) => ({
      method: "POST",
      pattern: `${router}/${provider}/v1/images/generations`,
      answer: async (received: Received) =>
        state.behaviour.result ?? (await images(state, provider, received)),
    })),
    {
      method: "POST",
      pattern: `${router}/replicate/v1/models/:owner/:name/predictions`,
      answer: async (received, { owner, name }) =>
        state.behaviour.result ?? (await predict(state, received, `${owner}/${name}`)),
    },
    {
      method: "GET",
      pattern: "/replicate.delivery/xezq/:id/:name",
      answer({ path }) {
        const file = state.delivered.get(`https:/${path}`);
        if (!file) return { status: 404 };
        return { headers: { "content-type": file.contentType }, body: file.bytes };
      },
    },
  ];
}

async function inference(state: OnceState, received: Received, model: string): Promise<Answer> {
  const task = state.taskOf("hf-inference", model);
  if (!task) return { status: 404, json: { error: `Model ${model} does not exist` } };
  const { inputs, parameters } = readFields(received);
  if (typeof inputs !== "string" || inputs === "")
    return { status: 400, json: { error: ["Missing required `inputs`"] } };
  const asked = (parameters ?? {}) as Fields;
  const body =
    task === "image-to-image"
      ? await editPicture(Buffer.from(inputs, "base64"), null, String(asked["prompt"]))
      : await makePicture(sizeOf(asked), inputs);
  return { headers: { "content-type": "image/png" }, body };
}

async function images(state: OnceState, provider: string, received: Received): Promise<Answer> {
  const asked = readFields(received);
  const wanted = provider === "nscale" ? "b64_json" : "base64";
  if (!state.taskOf(provider, String(asked["model"])))
    return notSupported(provider, asked["model"]);
  if (asked["response_format"] !== wanted)
    return { status: 422, json: { error: { message: "response_format is wrong" } } };
  const [source] = [asked["image_url"], asked["reference_images"]].flat().filter(Boolean);
  const data = await Promise.all(
    Array.from({ length: Number(asked["n"] ?? 1) }, async (_, index) => {
      const words = JSON.stringify([asked["prompt"], asked["seed"], index]);
      const picture = await pictureFor(source, sizeOf(asked), words);
      return { index, b64_json: picture.toString("base64") };
    }),
  );
  return { json: { created: 1_763_935_200, data } };
}

async function predict(state: OnceState, received: Received, model: string): Promise<Answer> {
  const task = state.taskOf("replicate", model);
  if (!task) return notSupported("replicate", model);
  if (received.headers["prefer"] !== "wait")
    return { status: 400, json: { detail: "the emulator wants Prefer: wait" } };
  const { input } = readFields(received);
  const asked = input as Fields;
  const { status, error } = state.behaviour.replicate;
  const id = randomUUID().replaceAll("-", "");
  const isVideo = task.endsWith("video");
  const url = `https://replicate.delivery/xezq/${id}/${isVideo ? "video.mp4" : "out-0.png"}`;
  const bytes = isVideo
    ? await readVideo()
    : await pictureFor(asked["image"], sizeOf(asked), JSON.stringify(asked["prompt"]));
  state.delivered.set(url, { contentType: isVideo ? "video/mp4" : "image/png", bytes });
  const output = status === "succeeded" ? (isVideo ? url : [url]) : null;
  const get = `https://api.replicate.com/v1/predictions/${id}`;
  return { status: 201, json: { id, model, input: asked, status, error, output, urls: { get } } };
}

function notSupported(provider: string, model: unknown): Answer {
  return {
    status: 400,
    json: { error: `Model ${String(model)} not supported by provider ${provider}` },
  };
}

async function pictureFor(source: unknown, size: Size, words: string): Promise<Buffer> {
  if (typeof source !== "string") return await makePicture(size, words);
  const bytes = Buffer.from(source.replace(/^data:[^,]*,/, ""), "base64");
  return await editPicture(bytes, null, words);
}

function sizeOf({ width, height }: Fields): Size {
  return { width: Number(width ?? 1024), height: Number(height ?? 1024) };
}

function readFields({ body }: Received): Fields {
  return JSON.parse(body.toString()) as Fields;
}

import { onTestFinished } from "vitest";
import { createHuggingFaceProvider } from "~/.server/ai/providers/huggingface/provider";
import type { JobState, ModelRequest, ModelRoute, ProviderJob } from "~/.server/ai/port";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import type { ProviderFile, SourceImage } from "~/domain/media";
import { startEmulator } from "../../../../../emulators/emulator";
import { createHuggingFaceEmulator } from "../../../../../emulators/huggingface";
import { makeRequest } from "../fal/world";

export const tokens = ["hf_first_0123456789", "hf_second_0123456789"] as const;
export const idle = new AbortController().signal;

/** An emulated HuggingFace over HTTP, a provider that talks to it, and its clock. */
export async function createHuggingFaceWorld() {
  const huggingface = createHuggingFaceEmulator();
  const emulator = await startEmulator([huggingface]);
  onTestFinished(() => emulator.close());
  sendHostsToEmulator(emulator.origin);
  const clock = { ms: Date.now() };
  const createProvider = (theirs: readonly string[] = tokens) =>
    createHuggingFaceProvider({ tokens: theirs, fetch, now: () => clock.ms });
  return {
    huggingface,
    emulator,
    clock,
    createProvider,
    provider: createProvider(),
    /** Requests that may cost money. */
    paidPosts: () => emulator.count("POST", "/router.huggingface.co/"),
  };
}
export type HuggingFaceWorld = Awaited<ReturnType<typeof createHuggingFaceWorld>>;

export const routeTo = (upstreamModel: string, changes: Partial<ModelRoute> = {}): ModelRoute => ({
  id: `huggingface:${upstreamModel}`,
  provider: "huggingface",
  upstreamModel,
  maxOutputs: 4,
  parameters: ({ prompt, settings }) => ({ prompt, seed: settings["seed"] }),
  sourceParameter: null,
  ...changes,
});
const takesPicture = { sourceParameter: { name: "inputs", isList: false } };

export const falRoute = routeTo("fal-ai:black-forest-labs/FLUX.1-dev", {
  parameters: ({ prompt, outputCount }) => ({
    prompt,
    image_size: { width: 1024, height: 768 },
    num_images: outputCount,
  }),
});
export const wavespeedRoute = routeTo("wavespeed:black-forest-labs/FLUX.1-schnell", {
  parameters: ({ prompt }) => ({ prompt, size: "1024*768" }),
});
export const inferenceRoute = routeTo(
  "hf-inference:stabilityai/stable-diffusion-3-medium-diffusers",
);
export const nscaleRoute = routeTo("nscale:black-forest-labs/FLUX.1-schnell", {
  parameters: ({ prompt, outputCount }) => ({ prompt, width: 512, height: 256, n: outputCount }),
});
export const togetherRoute = routeTo("together:black-forest-labs/FLUX.1-schnell", {
  parameters: ({ prompt }) => ({ prompt, num_inference_steps: 4 }),
});
export const replicateRoute = routeTo("replicate:black-forest-labs/FLUX.1-dev");
export const falEditRoute = routeTo("fal-ai:black-forest-labs/FLUX.2-klein-9B", takesPicture);
export const wavespeedEditRoute = routeTo("wavespeed:black-forest-labs/FLUX.2-dev", takesPicture);
export const inferenceEditRoute = routeTo(
  "hf-inference:black-forest-labs/FLUX.1-Kontext-dev",
  takesPicture,
);
export const togetherEditRoute = routeTo(
  "together:black-forest-labs/FLUX.1-Kontext-dev",
  takesPicture,
);
export const replicateEditRoute = routeTo(
  "replicate:black-forest-labs/FLUX.1-Kontext-dev",
  takesPicture,
);
export const falVideoRoute = routeTo("fal-ai:Wan-AI/Wan2.2-TI2V-5B");
export const replicateVideoRoute = routeTo("replicate:Wan-AI/Wan2.2-TI2V-5B");
export const falAnimateRoute = routeTo("fal-ai:Wan-AI/Wan2.2-I2V-A14B", takesPicture);
export const wavespeedAnimateRoute = routeTo("wavespeed:Wan-AI/Wan2.1-I2V-14B-480P", takesPicture);

/** Polls until the job is over; every state on the way. */
export async function follow(
  { provider }: Pick<HuggingFaceWorld, "provider">,
  job: ProviderJob,
): Promise<JobState[]> {
  const states: JobState[] = [];
  while (!states.some(({ state }) => state === "done" || state === "failed"))
    states.push(await provider.poll(job, idle));
  return states;
}

/** Submits, waits and collects. */
export async function make(
  world: HuggingFaceWorld,
  route: ModelRoute,
  changes: Partial<ModelRequest> = {},
  source: SourceImage | null = null,
): Promise<ProviderFile[]> {
  const { job } = await world.provider.submit(route, makeRequest(changes), source, idle);
  await follow(world, job);
  return await world.provider.collect(job, idle);
}

/** A file's bytes, as media ingestion would get them. */
export async function bytesOf(file: ProviderFile | undefined): Promise<Buffer> {
  if (!file) throw new Error("no file");
  if ("bytes" in file) return Buffer.from(file.bytes);
  return Buffer.from(await (await fetch(file.url)).arrayBuffer());
}

/** What a call throws. */
export function expectThrown(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

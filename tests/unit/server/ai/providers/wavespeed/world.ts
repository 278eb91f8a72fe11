import { onTestFinished } from "vitest";
import type { JobState, ModelRoute, ProviderJob } from "~/.server/ai/port";
import { createWavespeedProvider } from "~/.server/ai/providers/wavespeed/provider";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import { startEmulator } from "../../../../../emulators/emulator";
import { preparing } from "../preparing";
import { createWavespeedEmulator } from "../../../../../emulators/wavespeed";

export const key = "wsk_live_0123456789abcdef";
export const idle = new AbortController().signal;
const api = "/api.wavespeed.ai/api/v3/";

/** An emulated wavespeed.ai over HTTP, and a provider that talks to it. */
export async function createWavespeedWorld(options: { now?: () => number } = {}) {
  const wavespeed = createWavespeedEmulator({ key });
  const emulator = await startEmulator([wavespeed]);
  onTestFinished(() => emulator.close());
  sendHostsToEmulator(emulator.origin);
  const createProvider = (theirKey = key) =>
    preparing(createWavespeedProvider({ key: theirKey, fetch, ...options }));
  const paid = () =>
    emulator.received.filter(
      ({ method, path }) =>
        method === "POST" && path.startsWith(api) && !/\/(predictions|media)\b/.test(path),
    );
  return {
    wavespeed,
    emulator,
    createProvider,
    provider: createProvider(),
    /** Requests that may cost money. */
    paidPosts: () => paid().length,
    /** What the first of them said. */
    paidBody: () => JSON.parse(paid()[0]?.body.toString() ?? "null") as unknown,
  };
}
export type WavespeedWorld = Awaited<ReturnType<typeof createWavespeedWorld>>;

const route = (
  upstreamModel: string,
  parameters: ModelRoute["parameters"],
  sourceParameter: ModelRoute["sourceParameter"] = null,
): ModelRoute => ({
  id: `wavespeed:${upstreamModel}`,
  provider: "wavespeed",
  upstreamModel,
  maxOutputs: 4,
  parameters,
  sourceParameter,
});

export const pictureRoute = route("wavespeed-ai/flux-dev", ({ prompt, settings, outputCount }) => ({
  prompt,
  size: "1024*768",
  num_images: outputCount,
  seed: settings["seed"],
}));
export const seedlessRoute = route("bytedance/seedream-v4.5", ({ prompt }) => ({
  prompt,
  size: "1024*768",
}));
export const editRoute = route(
  "wavespeed-ai/qwen-image-2.0/edit",
  ({ prompt, settings }) => ({ prompt, seed: settings["seed"] }),
  { name: "images", isList: true },
);
export const videoRoute = route(
  "kwaivgi/kling-v2.5-turbo-pro/image-to-video",
  ({ prompt }) => ({ prompt, duration: 5 }),
  { name: "image", isList: false },
);

/** Polls until the job is over; every state on the way. */
export async function follow(
  { provider }: Pick<WavespeedWorld, "provider">,
  job: ProviderJob,
): Promise<JobState[]> {
  const states: JobState[] = [];
  while (!states.some(({ state }) => state === "done" || state === "failed"))
    states.push(await provider.poll(job, idle));
  return states;
}

/** The error that ended a job. */
export function failureOf(states: readonly JobState[]): unknown {
  const last = states.at(-1);
  return last?.state === "failed" ? last.error : null;
}

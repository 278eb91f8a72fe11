import sharp from "sharp";
import { onTestFinished } from "vitest";
import { createFalProvider } from "~/.server/ai/providers/fal/provider";
import type {
  IntendedSubmit,
  JobState,
  ModelRequest,
  ModelRoute,
  ProviderJob,
} from "~/.server/ai/port";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import type { SourceImage } from "~/domain/media";
import { startEmulator } from "../../../../../emulators/emulator";
import { preparing } from "../preparing";
import { createFalEmulator } from "../../../../../emulators/fal";

export const key = "0a1b2c3d-key-id:4e5f6a7b8c9d-key-secret";
export const idle = new AbortController().signal;

/** An emulated fal.ai over HTTP, and a provider that talks to it. */
export async function createFalWorld(options: { now?: () => number } = {}) {
  const fal = createFalEmulator({ key });
  const emulator = await startEmulator([fal]);
  onTestFinished(() => emulator.close());
  sendHostsToEmulator(emulator.origin);
  const createProvider = () => preparing(createFalProvider({ key, fetch, ...options }));
  return {
    fal,
    emulator,
    createProvider,
    provider: createProvider(),
    /** Requests that may cost money. */
    paidPosts: () => emulator.count("POST", "/queue.fal.run/"),
    /** What came by POST to this part of the path, read as JSON. */
    bodyOf(path: string): unknown {
      const received = emulator.received.find(
        (each) => each.method === "POST" && each.path.includes(path),
      );
      return received && JSON.parse(received.body.toString());
    },
  };
}
export type FalWorld = Awaited<ReturnType<typeof createFalWorld>>;

export const pictureRoute: ModelRoute = {
  id: "fal:fal-ai/flux/dev",
  provider: "fal",
  upstreamModel: "fal-ai/flux/dev",
  maxOutputs: 4,
  parameters: ({ prompt, settings, outputCount }) => ({
    prompt,
    image_size: { width: 1024, height: 768 },
    num_images: outputCount,
    seed: settings["seed"],
  }),
  sourceParameter: null,
};

export const editRoute: ModelRoute = {
  id: "fal:fal-ai/nano-banana/edit",
  provider: "fal",
  upstreamModel: "fal-ai/nano-banana/edit",
  maxOutputs: 4,
  parameters: ({ prompt, outputCount }) => ({ prompt, num_images: outputCount }),
  sourceParameter: { name: "image_urls", isList: true },
};

export const videoRoute: ModelRoute = {
  id: "fal:fal-ai/kling-video/o3/standard/image-to-video",
  provider: "fal",
  upstreamModel: "fal-ai/kling-video/o3/standard/image-to-video",
  maxOutputs: 1,
  parameters: ({ prompt }) => ({ prompt, duration: "5" }),
  sourceParameter: { name: "image_url", isList: false },
};

export function makeRequest(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    generationId: "01937f60-0000-7000-8000-000000000001",
    kind: "image",
    model: "flux-dev",
    prompt: "a quiet lake",
    negativePrompt: "",
    settings: { seed: 7 },
    outputCount: 1,
    readSource: null,
    ...changes,
  };
}

/** A submit that is about to leave. */
export function makeIntent(changes: Partial<IntendedSubmit> = {}): IntendedSubmit {
  return { intendedAt: new Date(), endedRequestIds: [], ...changes };
}

export async function makeSource(): Promise<SourceImage> {
  const create = { width: 64, height: 48, channels: 3, background: "#c63" } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  return { bytes, contentType: "image/png", width: 64, height: 48 };
}

/** Polls until the job is over; every state on the way. */
export async function follow(
  { provider }: Pick<FalWorld, "provider">,
  job: ProviderJob,
): Promise<JobState[]> {
  const states: JobState[] = [];
  while (!states.some(({ state }) => state === "done" || state === "failed"))
    states.push(await provider.poll(job, idle));
  return states;
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => null,
    (error: unknown) => error,
  );
}

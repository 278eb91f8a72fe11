import sharp from "sharp";
import { expect, onTestFinished } from "vitest";
import {
  createGradioProvider,
  type GradioProviderOptions,
} from "~/.server/ai/providers/gradio/provider";
import { gradio } from "~/.server/ai/catalog/gradio-route";
import type { JobState, ModelRequest, ModelRoute, ProviderJob } from "~/.server/ai/port";
import { AiError } from "~/.server/ai/port";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import type { ProviderFile, SourceImage } from "~/domain/media";
import { startEmulator } from "../../../../../emulators/emulator";
import { createGradioEmulator } from "../../../../../emulators/gradio";

export const idle = new AbortController().signal;
export const token = "hf_secretOfTheAccount";
export const schnell = "black-forest-labs-flux-1-schnell.hf.space";
const kontext = "black-forest-labs/FLUX.1-Kontext-Dev";

/** Emulated Gradio apps over HTTP, and a provider that talks to them. */
export async function createGradioWorld(options: Partial<GradioProviderOptions> = {}) {
  const service = createGradioEmulator();
  const emulator = await startEmulator([service]);
  onTestFinished(() => emulator.close());
  sendHostsToEmulator(emulator.origin);
  const ids = ["black-forest-labs/FLUX.1-schnell", kontext, "multimodalart/wan2-1-fast"];
  const spaces = [
    ...ids.map((id) => ({ id, address: null })),
    { id: "copy/FLUX.1-schnell", address: `${emulator.origin}/copy-of-schnell` },
  ];
  const createProvider = () =>
    createGradioProvider({ spaces, token: null, fetch, wakePauseMs: 1, ...options });
  const provider = createProvider();
  return {
    service,
    emulator,
    createProvider,
    provider,
    joins: () => emulator.count("POST", "/gradio_api/queue/join"),
    submit: async (changes: Changes = {}, signal = idle) => {
      const { route = pictureRoute, source = null, ...request } = changes;
      return await provider.submit(route, makeRequest(request), source, signal);
    },
    /** Submits, and polls to the end. */
    async make(changes: Changes = {}): Promise<readonly ProviderFile[]> {
      const { job } = await this.submit(changes);
      expect(await this.end(job)).toEqual({ state: "done" });
      return await provider.collect(job, idle);
    },
    /** The last state of a job. */
    async end(job: ProviderJob): Promise<JobState> {
      let state = await provider.poll(job, idle);
      await expect
        .poll(async () => (state = await provider.poll(job, idle)).state, { interval: 5 })
        .toMatch(/done|failed/);
      return state;
    },
    /** How a submitted job failed. */
    async failure(changes: Changes = {}): Promise<AiError> {
      const { job } = await this.submit(changes);
      const state = await this.end(job);
      if (state.state !== "failed") throw new Error(`The job is ${state.state}`);
      return state.error;
    },
    /** How a submit was refused. */
    async refusal(changes: Changes = {}): Promise<AiError> {
      const error: unknown = await this.submit(changes).then(
        () => null,
        (reason: unknown) => reason,
      );
      if (!(error instanceof AiError)) throw new Error("No AiError was thrown", { cause: error });
      return error;
    },
    /** Waits until a job is in this state. */
    async reaches(
      job: ProviderJob,
      state: Partial<Extract<JobState, { state: "waiting" | "running" }>>,
    ) {
      await expect.poll(() => provider.poll(job, idle), { interval: 5 }).toMatchObject(state);
    },
  };
}
export type GradioWorld = Awaited<ReturnType<typeof createGradioWorld>>;

type Changes = Partial<ModelRequest> & { route?: ModelRoute; source?: SourceImage };

const pictureOptions = {
  space: "black-forest-labs/FLUX.1-schnell",
  endpoint: { name: "/infer", output: { index: 0, as: "image" } },
  parameters: ({ prompt, settings }: ModelRequest) => ({
    prompt,
    seed: settings["seed"],
    randomize_seed: false,
    width: 640,
    height: 480,
  }),
} as const;

export const pictureRoute = gradio(pictureOptions);
export const copyRoute = gradio({ ...pictureOptions, space: "copy/FLUX.1-schnell" });
/** The picture's route with something else in it. */
export const routeWith = (changes: Partial<Parameters<typeof gradio>[0]>) =>
  gradio({ ...pictureOptions, ...changes });

export const editRoute = gradio({
  space: kontext,
  endpoint: { name: "/infer", output: { index: 0, as: "image" } },
  parameters: ({ prompt }) => ({ prompt, randomize_seed: false }),
  source: { name: "input_image", isList: false },
});

export const videoRoute = gradio({
  space: "multimodalart/wan2-1-fast",
  endpoint: { name: "/generate_video", output: { index: 0, as: "video" } },
  parameters: ({ prompt }) => ({ prompt, duration_seconds: 2 }),
  source: { name: "input_image", isList: false },
});

function makeRequest(changes: Partial<ModelRequest>): ModelRequest {
  return {
    generationId: "01937f60-0000-7000-8000-000000000001",
    kind: "image",
    model: "flux-schnell",
    prompt: "a quiet lake",
    negativePrompt: "",
    settings: { seed: 7 },
    outputCount: 1,
    readSource: null,
    ...changes,
  };
}

export async function makeSource(): Promise<SourceImage> {
  const create = { width: 64, height: 48, channels: 3, background: "#c63" } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  return { bytes, contentType: "image/png", width: 64, height: 48 };
}

/** Fetches a file as media ingestion would. */
export async function read(file: ProviderFile | undefined): Promise<Buffer> {
  if (!file || !("url" in file)) throw new Error("no address");
  const headers = file.credentials && { [file.credentials.header]: file.credentials.value };
  const response = await fetch(file.url, { ...(headers && { headers }) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

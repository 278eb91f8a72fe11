import {
  getProviderHelper,
  type InferenceProvider,
  makeRequestOptionsFromResolvedModel,
} from "@huggingface/inference";
import type { SourceImage } from "~/domain/media";
import { notServed } from "./errors";
import type { ServedModel, Task } from "./mapping";
import type { ModelRequest } from "~/.server/ai/port";

export interface WrittenRequest {
  url: string;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
}

/** What a request asks for, in the hub's words. */
export function taskOf({ kind }: Pick<ModelRequest, "kind">, source: SourceImage | null): Task {
  if (kind === "video") return source ? "image-to-video" : "text-to-video";
  return source ? "image-to-image" : "text-to-image";
}

/** Providers that answer in one call, and those with a queue; what each can be asked for here. */
const served: Readonly<Partial<Record<InferenceProvider, readonly Task[]>>> = {
  "hf-inference": ["text-to-image", "image-to-image"],
  nscale: ["text-to-image"],
  together: ["text-to-image", "image-to-image"],
  replicate: ["text-to-image", "image-to-image", "text-to-video"],
  "fal-ai": ["text-to-image", "image-to-image", "text-to-video", "image-to-video"],
  wavespeed: ["text-to-image", "image-to-image", "text-to-video", "image-to-video"],
};

/** Reads `{provider}:{hub model}` out of a route. Throws AiError when it cannot be asked for the task. */
export function readUpstream(
  upstreamModel: string,
  task: Task,
): { inferenceProvider: InferenceProvider; model: string } {
  const [, name, model] = /^([a-z-]+):([\w.-]+\/[\w.-]+)$/.exec(upstreamModel) ?? [];
  const [inferenceProvider, tasks] =
    Object.entries(served).find(([provider]) => provider === name) ?? ([] as const);
  if (!model || !inferenceProvider || !tasks?.includes(task))
    throw notServed(`${upstreamModel} cannot be asked for ${task}`);
  return { inferenceProvider: inferenceProvider as InferenceProvider, model };
}

/**
 * The request as HuggingFace's own client writes it, for whoever sends it. The client's calls are not used: they send a
 * 503 again without end, poll without limit, and download results unchecked (docs/providers.md 3.2, 3.5, 11). Sends
 * nothing.
 */
export async function writeRequest(
  token: string,
  model: ServedModel,
  parameters: Readonly<Record<string, unknown>>,
  source: SourceImage | null,
): Promise<WrittenRequest> {
  const { provider, task, providerId } = model;
  const helper = getProviderHelper(provider, task);
  const args = source ? await withPicture(model, parameters, source) : withWords(parameters);
  const { url, info } = makeRequestOptionsFromResolvedModel(
    providerId,
    helper,
    { accessToken: token, ...args },
    model,
    { task },
  );
  return {
    url,
    headers: { ...(info.headers as Record<string, string>) },
    body: String(info.body),
  };
}

function withWords({ prompt, ...parameters }: Readonly<Record<string, unknown>>) {
  return { inputs: prompt, parameters };
}

async function withPicture(
  { provider, task }: ServedModel,
  parameters: Readonly<Record<string, unknown>>,
  { bytes, contentType }: SourceImage,
) {
  const inputs = new Blob([Uint8Array.from(bytes)], { type: contentType });
  const args = { inputs, parameters: { ...parameters } };
  return task === "image-to-video"
    ? await getProviderHelper(provider, task).preparePayloadAsync(args)
    : await getProviderHelper(provider, "image-to-image").preparePayloadAsync(args);
}

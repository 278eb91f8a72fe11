import { expect, onTestFinished } from "vitest";
import {
  createGradioProvider,
  type GradioProviderOptions,
} from "~/.server/ai/providers/gradio/provider";
import { readGradioFile } from "~/.server/ai/providers/gradio/models";
import { readGradioSpaces } from "~/.server/ai/providers/gradio/spaces";
import type { JobState, ModelRequest, ProviderJob } from "~/.server/ai/port";
import { AiError } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import type { ProviderFile } from "~/domain/media";
import { startEmulator } from "../../../../../emulators/emulator";
import {
  createRecordedGradio,
  type RecordedBehaviour,
  type RecordedVersion,
} from "../../../../../emulators/gradio-recorded";
import { idle, makeSource } from "./world";

/** A model as an administrator describes it, over one endpoint of the recorded app. */
export function describeModel(
  endpoint: string,
  parameters: Record<string, unknown> = { prompt: "{prompt}" },
  more: Record<string, unknown> = {},
): ModelDefinition {
  const described = {
    id: endpoint.slice(1).replaceAll("_", "-"),
    kind: "image",
    name: "Our model",
    bestFor: "Pictures of our own.",
    tier: "quick",
    typicalSeconds: 5,
    space: "me/home",
    endpoint,
    parameters,
    output: { index: 0, as: "image" },
    ...more,
  };
  const [model] = readGradioFile(JSON.stringify({ models: [described] })).models;
  if (!model) throw new Error("Nothing was read");
  return model;
}

interface WorldOptions extends Partial<GradioProviderOptions> {
  behaviour?: Partial<RecordedBehaviour>;
  /** In front of the address's host, such as `ada:secret@`. */
  login?: string;
}

/** The answers of a real Gradio server of that version, and a provider that talks to it. */
export async function createRecordedWorld(
  version: RecordedVersion,
  { behaviour = {}, login = "", ...options }: WorldOptions = {},
) {
  const app = createRecordedGradio(version);
  app.behave(behaviour);
  const emulator = await startEmulator([app]);
  onTestFinished(() => emulator.close());
  sendHostsToEmulator(emulator.origin);
  const address = `${emulator.origin}/gradio-${version}`;
  const { spaces, problems } = readGradioSpaces(`me/home=${address.replace("://", `://${login}`)}`);
  expect(problems).toEqual([]);
  const provider = createGradioProvider({ spaces, token: null, fetch, ...options });

  const submit = async (
    { card, routes: [route] }: ModelDefinition,
    changes: Partial<ModelRequest> = {},
    signal = idle,
  ) => {
    if (!route) throw new Error("The model has no route");
    const request: ModelRequest = {
      generationId: "01937f60-0000-7000-8000-000000000001",
      kind: card.kind,
      model: card.id,
      prompt: "a quiet lake",
      negativePrompt: "",
      settings: { seed: 7, width: 512, height: 384 },
      outputCount: 1,
      readSource: null,
      ...changes,
    };
    const source = card.source === "none" ? null : await makeSource();
    return await provider.submit(route, request, source, signal);
  };
  const end = async (job: ProviderJob): Promise<JobState> => {
    let state = await provider.poll(job, idle);
    await expect
      .poll(async () => (state = await provider.poll(job, idle)).state, { interval: 5 })
      .toMatch(/done|failed/);
    return state;
  };
  return {
    app,
    emulator,
    address,
    provider,
    submit,
    end,
    recorded: app.outputOf,
    /** What the endpoint was called with, in order. */
    sent: () => app.jobs.at(-1)?.data,
    async make(
      model: ModelDefinition,
      changes?: Partial<ModelRequest>,
    ): Promise<readonly ProviderFile[]> {
      const { job } = await submit(model, changes);
      expect(await end(job)).toMatchObject({ state: "done" });
      return await provider.collect(job, idle);
    },
    async failure(model: ModelDefinition, changes?: Partial<ModelRequest>): Promise<AiError> {
      const { job } = await submit(model, changes);
      const state = await end(job);
      if (state.state !== "failed") throw new Error(`The job is ${state.state}`);
      return state.error;
    },
    async refusal(model: ModelDefinition, changes?: Partial<ModelRequest>): Promise<AiError> {
      const error: unknown = await submit(model, changes).then(
        () => null,
        (reason: unknown) => reason,
      );
      if (!(error instanceof AiError)) throw new Error("No AiError was thrown", { cause: error });
      return error;
    },
  };
}

import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createProviders } from "~/.server/ai/create-providers";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import type { AiProvider, ModelRequest, ProviderJob } from "~/.server/ai/port";
import { readEnv } from "~/.server/env";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { sniffMediaType } from "~/.server/media/ingest/sniff";
import type { ProviderFile } from "~/domain/media";
import { cheapestPicture, readModels } from "./cheapest-picture";

/**
 * `pnpm test:live`: one cheap picture from each provider whose key is set, for real money. What is proven here is that
 * the providers still speak as the emulators do.
 */
const keys = readEnv().providers;
const { spaces: gradioSpaces, definitions } = readModels(keys.gradioSpaces);
const providers = await createProviders({ ...keys, gradioSpaces }, globalThis.fetch);
const outside = createSafeFetch();
const limits = { maxBytes: 50_000_000, totalSeconds: 60 };

function pictureOf({ card, settings }: ModelDefinition): ModelRequest {
  return {
    generationId: crypto.randomUUID(),
    kind: "image",
    model: card.id,
    prompt: "A red house by the sea",
    negativePrompt: "",
    settings: settings.parse({
      shape: card.shapes[0] ?? "",
      count: 1,
      seed: 7,
      prompt: "A red house by the sea",
      negativePrompt: "",
    }),
    outputCount: 1,
    readSource: null,
  };
}

async function untilDone(provider: AiProvider, job: ProviderJob, signal: AbortSignal) {
  for (;;) {
    const state = await provider.poll(job, signal);
    if (state.state === "done") return;
    if (state.state === "failed") throw state.error;
    await wait(provider.pollIntervalMs, undefined, { signal });
  }
}

async function bytesOf(file: ProviderFile): Promise<Uint8Array> {
  if ("bytes" in file) return file.bytes;
  return await buffer((await outside.open(file, limits)).body);
}

test.skipIf(providers.length > 0)("no provider has a key here: set one to test it", () => {
  expect(providers).toEqual([]);
});

test.for(providers)("$words makes a picture", { timeout: 240_000 }, async (provider, { skip }) => {
  const signal = AbortSignal.timeout(230_000);
  const cheapest = cheapestPicture(definitions, provider.name);
  if (!cheapest) return skip("It makes no pictures from words here");
  const request = pictureOf(cheapest.definition);
  const { job } = await provider.submit(cheapest.route, request, null, signal);
  await untilDone(provider, job, signal);
  const [file] = await provider.collect(job, signal);
  expect(sniffMediaType(await bytesOf(file!))).toMatch(/^image\//);
});

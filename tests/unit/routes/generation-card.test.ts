import { expect, test } from "vitest";
import { showGeneration } from "~/routes/generation-card.server";
import type { GenerationView } from "~/domain/views";

const generation: GenerationView = {
  id: "0198f0c4-7a10-7000-8000-000000000001",
  kind: "video",
  model: "kling",
  prompt: "waves",
  negativePrompt: "",
  settings: {},
  isPrompted: true,
  promptReading: null,
  sourceMediaId: null,
  inputs: [],
  outputCount: 1,
  madeCount: 0,
  priceCredits: 2000,
  chargedCredits: 2000,
  refundedCredits: 2000,
  status: "failed",
  progress: 0,
  queuePosition: null,
  upstream: null,
  providerNote: null,
  failureCode: "busy",
  failureWords: null,
  provider: "fal",
  providerRequestId: null,
  attempts: 1,
  createdAt: "2026-11-23T12:00:00Z",
  startedAt: null,
  finishedAt: null,
  usualSeconds: 4,
  deadlineAt: "2026-11-23T12:30:00Z",
  media: [],
};
const models = {
  find: () => null,
  providerName: (provider: string) => (provider === "fal" ? "fal.ai" : provider),
};
const show = (changes: Partial<GenerationView>) =>
  showGeneration({ models, drawPlaceholder: async () => null }, { ...generation, ...changes });

test("names the provider as people call it, and no one while nobody was asked", async () => {
  expect((await show({})).providerWords).toBe("fal.ai");
  expect((await show({ provider: null })).providerWords).toBeNull();
});

test("says which provider failed, and what such a failure usually means", async () => {
  expect((await show({})).failure).toEqual({
    title: "fal.ai couldn't make this video",
    words: "fal.ai is too busy right now.",
  });
});

test("keeps the words that were said when it happened", async () => {
  expect((await show({ failureWords: "It is very busy." })).failure?.words).toBe(
    "It is very busy.",
  );
});

test("says that we failed where we did", async () => {
  expect((await show({ failureCode: "deadline", outputCount: 2, kind: "image" })).failure).toEqual({
    title: "We couldn't finish these pictures",
    words: "This took too long, so we stopped it.",
  });
});

test("says nothing of failure where nothing failed", async () => {
  expect((await show({ status: "running", failureCode: null })).failure).toBeNull();
});

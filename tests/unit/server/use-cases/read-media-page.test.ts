import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import { readMediaPage } from "~/.server/use-cases/read-media-page";
import { noFilter } from "~/domain/gallery-filter";
import type { GenerationKind } from "~/domain/generation";
import type { MediaPage } from "~/domain/views";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "t" };
const list = { ...noFilter, view: null, sort: "newest" } as const;

async function waysOn(disabledKinds: GenerationKind[], kinds: readonly GenerationKind[]) {
  const settings = { disabledKinds, models: {}, health: {} };
  const pages = { media: async () => ({ account: null, settings }) as unknown as MediaPage };
  const known = modelDefinitions.filter(({ card }) => kinds.includes(card.kind));
  return (await readMediaPage({ pages, models: createModelRegistry(known) }, viewer, "id", list))
    .waysOn;
}

test("a picture can be edited and brought to life where models for that are on offer", async () => {
  expect(await waysOn([], ["image", "edit", "video"])).toEqual(["edit", "video"]);
  expect(await waysOn([], ["image", "video"])).toEqual(["video"]);
  expect(await waysOn([], ["image"])).toEqual([]);
});

test("leads to no tab that is switched off", async () => {
  expect(await waysOn(["edit"], ["image", "edit", "video"])).toEqual(["video"]);
});

import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import { readMediaPage } from "~/.server/use-cases/read-media-page";
import { noFilter } from "~/domain/gallery-filter";
import type { GenerationKind } from "~/domain/generation";
import type { GenerationView, MediaPage } from "~/domain/views";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "t" };
const list = { ...noFilter, view: null, sort: "newest" } as const;

interface Offer {
  disabledKinds?: GenerationKind[];
  off?: readonly string[];
  kinds?: readonly GenerationKind[];
  defaultModels?: readonly string[];
  generation?: Pick<GenerationView, "kind" | "model" | "sourceMediaId"> | null;
}

async function read({ kinds = ["image", "edit", "video"], ...offer }: Offer) {
  const { disabledKinds = [], off = [], defaultModels = [], generation = null } = offer;
  const models = Object.fromEntries(off.map((id) => [id, { enabled: false }]));
  const settings = { disabledKinds, disabledMessage: null, models, health: {}, providers: {} };
  const pages = {
    media: async () => ({ account: null, settings, generation }) as unknown as MediaPage,
  };
  const known = modelDefinitions.filter(({ card }) => kinds.includes(card.kind));
  const deps = { pages, models: createModelRegistry(known), defaultModels };
  return await readMediaPage(deps, viewer, "id", list);
}

const waysOn = async (disabledKinds: GenerationKind[], kinds: readonly GenerationKind[]) =>
  (await read({ disabledKinds, kinds })).waysOn;

test("a picture can be edited and brought to life where models for that are on offer", async () => {
  expect(await waysOn([], ["image", "edit", "video"])).toEqual(["edit", "video"]);
  expect(await waysOn([], ["image", "video"])).toEqual(["video"]);
  expect(await waysOn([], ["image"])).toEqual([]);
});

test("leads to no tab that is switched off", async () => {
  expect(await waysOn(["edit"], ["image", "edit", "video"])).toEqual(["video"]);
});

const request = (model: string, kind: GenerationKind = "image") => ({
  model,
  kind,
  prompt: "a quiet lake",
  isPrompted: true,
  sourceMediaId: kind === "image" ? null : "a picture",
});

test("a picture whose model can be used has no other model in its place", async () => {
  expect((await read({ generation: request("painter") })).replacement).toBeNull();
  expect((await read({})).replacement).toBeNull();
});

test("another model takes the place of one that is gone or off: the operator's, else the one the studio would choose", async () => {
  const chosen = await read({ generation: request("a-model-of-old"), defaultModels: ["painter"] });
  expect(chosen.replacement).toEqual({ id: "painter", name: "Painter" });
  const quick = (await read({ generation: request("a-model-of-old") })).replacement;
  const card = modelDefinitions.find(({ card: { id } }) => id === quick?.id)?.card;
  expect(card).toMatchObject({ kind: "image", tier: "quick", builtIn: false, name: quick?.name });
  const off = await read({ generation: request(quick?.id ?? ""), off: [quick?.id ?? ""] });
  expect(off.replacement?.id).not.toBe(quick?.id);
});

test("nothing takes its place where no model of its kind can be used", async () => {
  const { replacement } = await read({
    generation: request("a-model-of-old", "video"),
    disabledKinds: ["video"],
  });
  expect(replacement).toEqual({ id: null, name: null });
});

import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import type { Pages } from "~/.server/gallery/port";
import type { MediaFile } from "~/.server/media/files-port";
import { readStudioPage, restartStudioForm } from "~/.server/use-cases/read-studio-page";
import type { GenerationKind } from "~/domain/generation";
import type { GenerationView, MediaTileView, UploadView } from "~/domain/views";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "t" };
const models = createModelRegistry(modelDefinitions);
const settings = {
  signUpsOpen: true,
  signupCredits: null,
  disabledKinds: [],
  disabledMessage: null,
  models: {},
  health: { painter: { failureShare: 0.3, waitSeconds: 9 } },
  maintenance: null,
  providers: {},
  maxRunningPerUser: 4,
};
const tile: MediaTileView = {
  id: "0198f0c4-7a10-7000-8000-00000000000a",
  generationId: "0198f0c4-7a10-7000-8000-00000000000b",
  kind: "image",
  prompt: "a lake",
  model: "painter",
  width: 1024,
  height: 768,
  durationSeconds: null,
  thumbhash: "",
  createdAt: "2026-11-23T12:00:00Z",
  savedAt: null,
  expiresAt: null,
  trashedAt: null,
  starredAt: null,
};
const older = { ...tile, id: "0198f0c4-7a10-7000-8000-00000000000c" };

interface World {
  /** An older picture that can be chosen. */
  media?: MediaTileView | null;
  /** Masks that are there. */
  maskIds?: readonly string[];
  films?: MediaTileView[];
  generation?: Partial<GenerationView>;
  draft?: Record<string, string>;
  /** What a person, or else a visitor, gave from outside. */
  upload?: UploadView;
  /** Models of the person's requests in this tab, the latest first. */
  used?: readonly string[];
  defaultModels?: readonly string[];
  /** What an admin has chosen. */
  signupCredits?: number;
}

function read(kind: GenerationKind, query: string, world: World = {}, signedIn = true) {
  const account = {
    id: "ada",
    email: "",
    name: "",
    credits: 0,
    suspended: false,
    avatar: null,
    deletesAt: null,
  };
  const pages = {
    async studio() {
      const generations = (world.used ?? []).map((model) => ({ model }) as GenerationView);
      return {
        account,
        settings,
        generations,
        recentPrompts: [],
        sources: [tile],
        films: world.films ?? [],
        uploads: [],
      };
    },
    async recentSettings() {
      return { ...settings, signupCredits: world.signupCredits ?? null };
    },
    async generation() {
      return { account, generation: (world.generation ?? null) as GenerationView | null };
    },
  } satisfies Partial<Pages> as unknown as Pages;
  const accounts = { readDraft: async () => world.draft ?? null };
  const uploads = {
    inputs: async (_viewer: unknown, ids: readonly string[]) => ({
      sources: world.media ? [world.media] : [],
      films: [],
      uploads: world.upload ? [world.upload] : [],
      maskIds: ids.filter((id) => world.maskIds?.includes(id)),
      made: [],
    }),
    ofVisitor: async () =>
      world.upload ? [{ ...world.upload, role: "picture" as const, file: {} as MediaFile }] : [],
  };
  const { defaultModels = [] } = world;
  const given = { defaultModels, signupCredits: 10_000 };
  const deps = { pages, accounts, uploads, models, ...given, newId: () => "key" };
  return readStudioPage(deps, signedIn ? viewer : null, kind, new URLSearchParams(query), "hash");
}

test("offers the models of its own kind, with how they have done lately, and names the other kinds", async () => {
  const page = await read("image", "");
  expect(page.models.length).toBeGreaterThanOrEqual(12);
  expect(new Set(page.models.map(({ kind }) => kind))).toEqual(new Set(["image"]));
  expect(page.models.find(({ id }) => id === "painter")).toMatchObject({
    failureShare: 0.3,
    typicalSeconds: 9,
  });
  expect(page.otherKinds).toEqual(["edit", "video"]);
});

test("opens with the model that the person used last, else the operator's, else the first quick AI model", async () => {
  const defaultModels = ["flux-kontext-pro", "flux-dev"];
  const modelOf = async (...given: Parameters<typeof read>) => (await read(...given)).start.model;
  expect(await modelOf("image", "", { used: ["gone", "qwen-image-2512", "flux-dev"] })).toBe(
    "qwen-image-2512",
  );
  expect(await modelOf("image", "", { used: ["qwen-image-2512"], defaultModels })).toBe(
    "qwen-image-2512",
  );
  expect(await modelOf("image", "", { defaultModels })).toBe("flux-dev");
  expect(await modelOf("edit", "", { defaultModels })).toBe("flux-kontext-pro");
  expect(await modelOf("image", "", { defaultModels }, false)).toBe("flux-dev");
  expect(await modelOf("image", "model=painter", { used: ["qwen-image-2512"] })).toBe("painter");
  const { start, models: offered } = await read("image", "");
  expect(offered.find(({ id }) => id === start.model)).toMatchObject({
    tier: "quick",
    builtIn: false,
  });
});

test("tells visitors alone what a new account gets: what an admin has chosen, else the operator", async () => {
  const credits = async (...given: Parameters<typeof read>) => (await read(...given)).signUpCredits;
  expect(await credits("image", "", {}, false)).toBe(10_000);
  expect(await credits("image", "", { signupCredits: 0 }, false)).toBe(0);
  expect(await credits("image", "", { signupCredits: 0 })).toBeUndefined();
});

test("chooses the picture that the address names, and a model that begins with one", async () => {
  const { start, models: offered } = await read("video", `source=${tile.id}`);
  expect(start.sourceMediaId).toBe(tile.id);
  expect(offered.find(({ id }) => id === start.model)?.source).not.toBe("none");
});

test("the form's own field wins over the address", async () => {
  const { start } = await read("edit", `source=${tile.id}&sourceMediaId=${older.id}`, {
    media: older,
  });
  expect(start.sourceMediaId).toBe(older.id);
});

test("puts an older picture that was chosen in front of the latest", async () => {
  const page = await read("edit", `source=${older.id}`, { media: older });
  expect(page.sources.map(({ id }) => id)).toEqual([older.id, tile.id]);
  expect(page.start.sourceMediaId).toBe(older.id);
});

test("a picture, a mask or a further picture that is gone counts as none", async () => {
  const gone = `source=${older.id}&maskId=${older.id}&styleId=${older.id}&personId=${tile.id}`;
  const page = await read("edit", gone);
  const nothing = { sourceMediaId: "", maskId: "", styleId: "" };
  expect(page.start).toMatchObject({ ...nothing, personId: tile.id });
  expect(page.sources).toEqual([tile]);
});

test("keeps the picture in the form of someone who is not signed in", async () => {
  const page = await read("edit", `source=${older.id}`, {}, false);
  expect(page.start.sourceMediaId).toBe(older.id);
  expect(page.sources).toEqual([]);
});

test("takes everything of an earlier request, the seed only when it is asked to", async () => {
  const model = models.cards.find(({ kind, durations }) => kind === "video" && durations[1]);
  const duration = model?.durations[1];
  const generation = {
    kind: "video" as const,
    model: model?.id ?? "",
    prompt: "waves",
    isPrompted: true,
    negativePrompt: "people",
    outputCount: 1,
    settings: { durationSeconds: duration, steps: 12, guidance: 2.5, seed: 99 },
    sourceMediaId: tile.id,
    inputs: [
      { role: "mask" as const, id: older.id },
      { role: "person" as const, id: tile.id },
      { role: "person" as const, id: tile.id },
    ],
  };
  const { start } = await read("video", "from=x", { generation, maskIds: [older.id] });
  expect(start).toMatchObject({
    model: model?.id,
    prompt: "waves",
    negativePrompt: "people",
    durationSeconds: String(duration),
    steps: "12",
    guidance: "2.5",
    seed: "",
    sourceMediaId: tile.id,
    maskId: older.id,
    personId: tile.id,
    person2Id: tile.id,
    styleId: "",
  });
  expect((await read("video", "from=x&seed=keep", { generation })).start.seed).toBe("99");
  const wordless = { ...generation, prompt: "Upscale 2×", isPrompted: false };
  expect((await read("video", "from=x", { generation: wordless })).start.prompt).toBe("");
});

test("finds a kept draft again with all its fields", async () => {
  const draft = { prompt: "make it snow", sourceMediaId: tile.id, steps: "20" };
  expect((await read("edit", "draft=token", { draft })).start).toMatchObject(draft);
});

test("keeps everything that was sent when the form is refused, also what does not fit", () => {
  const [card] = models.cards.filter(({ kind, steps }) => kind === "image" && steps);
  const sent = { model: card?.id, prompt: "a lake", steps: "many", sourceMediaId: "x" };
  expect(restartStudioForm(models, "image", sent).start).toMatchObject(sent);
});

const upload: UploadView = {
  id: "0198f0c4-7a10-7000-8000-00000000000d",
  width: 640,
  height: 480,
  thumbhash: "",
};

test("keeps an upload chosen that is not among the latest, and a visitor's too", async () => {
  const query = `source=${upload.id}`;
  const page = await read("edit", query, { upload });
  expect(page.start.sourceMediaId).toBe(upload.id);
  expect(page.uploads).toEqual([upload]);
  const visitors = await read("edit", query, { upload }, false);
  expect(visitors.start.sourceMediaId).toBe(upload.id);
  expect(visitors.uploads).toEqual([upload]);
  expect((await read("image", "", { upload }, false)).uploads).toEqual([]);
});

test("a film to go on from is one of the sources in the video tab, and its model is opened only where one is named", async () => {
  const film: MediaTileView = { ...tile, id: older.id, kind: "video", durationSeconds: 6 };
  const films = [film];
  const of = async (query: string, world: Parameters<typeof read>[2] = {}) => {
    const { start, sources } = await read("video", query, { films, ...world });
    return {
      model: start.model,
      source: start.sourceMediaId,
      sources: sources.map(({ id }) => id),
    };
  };
  const extend = "grok-imagine-extend";
  const all = [tile.id, film.id];
  expect(await of(`source=${film.id}&model=${extend}`)).toEqual({
    ...{ model: extend, source: film.id, sources: all },
  });
  expect((await of("", { used: [extend] })).model).not.toBe(extend);
  const generation = { model: extend, settings: {}, inputs: [], sourceMediaId: film.id };
  expect(await of("from=x", { generation })).toMatchObject({ model: extend, source: film.id });
  const onFrame = await of(`source=${tile.id}&from=x`, { generation });
  expect(onFrame.source).toBe(tile.id);
  expect(onFrame.model).not.toBe(extend);
});

import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import type { PictureTile } from "~/components/media/types";
import { SourceChoice } from "~/components/studio/source-choice";
import { StudioScreen } from "~/components/studio/studio-screen";
import type { StudioModel, StudioScreenProps } from "~/components/studio/types";
import { defaultSeedRange } from "~/domain/models";
import { arrangeSource, initialStudioValues, type StudioValues } from "~/domain/studio-values";

/** A picture to start from. */
export const lake: PictureTile = {
  id: "0198f0c4-7a10-7000-8000-00000000000a",
  generationId: "0198f0c4-7a10-7000-8000-00000000000b",
  kind: "image",
  prompt: "a lake",
  model: "painter",
  width: 1024,
  height: 768,
  durationSeconds: null,
  placeholder: null,
  createdAt: "2026-11-23T12:00:00Z",
  savedAt: null,
  expiresAt: null,
  trashedAt: null,
  starredAt: null,
};

/** A model of the video tab with every setting that there is. */
export const mover: StudioModel = {
  id: "mover",
  kind: "video",
  name: "Mover",
  bestFor: "Lively movement.",
  tier: "standard",
  typicalSeconds: 120,
  priceCredits: 2500,
  rates: null,
  builtIn: false,
  isAi: true,
  prompt: "required",
  task: null,
  film: null,
  largestSources: null,
  source: "optional",
  mask: "none",
  pictures: [],
  frame: null,
  shapes: ["16:9", "9:16"],
  maxOutputs: 2,
  maxPromptLength: 800,
  understands: null,
  hasNegativePrompt: true,
  hasSeed: true,
  seedRange: defaultSeedRange,
  durations: [5, 10],
  resolutions: ["720p", "1080p"],
  steps: { min: 10, max: 50, step: 1, default: 30 },
  guidance: { min: 1, max: 10, step: 0.5, default: 5 },
  hasSoundSwitch: false,
  enabled: true,
  message: null,
  failureShare: null,
};

/** One with none of them. */
export const bare: StudioModel = {
  ...mover,
  id: "bare",
  name: "Bare",
  source: "none",
  mask: "none",
  pictures: [],
  shapes: [],
  maxOutputs: 1,
  hasNegativePrompt: false,
  hasSeed: false,
  seedRange: defaultSeedRange,
  durations: [],
  resolutions: [],
  steps: null,
  guidance: null,
};

const account = {
  id: "ada",
  email: "ada@example.org",
  name: "Ada",
  credits: 9000,
  suspended: false,
  avatar: null,
  deletesAt: null,
};

interface Given extends Partial<StudioScreenProps> {
  /** What the form starts with, and what is wrong with it. */
  form?: Partial<StudioValues> & { errors?: Record<string, string[]> };
}

/** The HTML of the video tab of somebody who is signed in. */
export function renderStudio({ form, models = [mover], ...changes }: Given = {}): string {
  const { errors, ...given } = form ?? {};
  const usual = initialStudioValues(models, { ...given, count: undefined });
  const isFilm = (id: string) =>
    (changes.sources ?? []).some((tile) => tile.id === id && tile.kind === "video");
  const start = arrangeSource({ ...usual, ...given }, models, isFilm);
  const props: StudioScreenProps = {
    kind: "video",
    words: {
      pageTitle: "",
      description: "",
      title: "Make a video",
      prompt: "Describe it",
      placeholder: "",
      make: (count) => `Make ${count}`,
      one: "video",
      many: "videos",
      noModel: "",
      welcomeTitle: "",
      welcome: "",
    },
    start,
    reading: null,
    idempotencyKey: "key",
    models,
    otherKinds: ["image", "edit"],
    forOperator: false,
    account,
    generations: [],
    recentPrompts: [],
    sources: [],
    uploads: [],
    isChoosingModel: false,
    nowIso: "2026-11-23T12:00:00Z",
    sourcePart: SourceChoice,
    lastResult: errors && { status: "error", error: errors },
    formRef: { current: null },
    onChoose: () => undefined,
    onChange: () => undefined,
    signInFor: null,
    selectedModel: models.find(({ id }) => id === start.model) ?? null,
    ...changes,
  };
  const element = <StudioScreen {...props} />;
  const router = createMemoryRouter([{ path: "*", element }]);
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

/** The words of some HTML, without what is only there for machines. */
export function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ");
}

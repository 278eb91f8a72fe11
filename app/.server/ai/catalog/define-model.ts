import type { GenerationKind } from "~/domain/generation";
import {
  defaultSeedRange,
  maxPromptLength,
  type ModelCard,
  type ModelTier,
  type PictureInput,
} from "~/domain/models";
import { type ShapeId, shapeIds, shapes } from "~/domain/shapes";
import { gradio, type GradioEndpoint, type GradioRoute } from "./gradio-route";
import type { FrameRoute, ModelRoute } from "../port";
import type { ModelDefinition } from "./model-definition";
import { type Sizes, settingsSchema } from "./model-settings";
import { type ParameterPart, parameters, withoutWords } from "./route-parameters";

/** What a card must say; the rest is as most models have it. */
type CardInput = Pick<ModelCard, "id" | "name" | "bestFor" | "tier" | "typicalSeconds"> &
  Partial<Omit<ModelCard, "kind" | "builtIn" | "isAi" | "maxOutputs">>;

/** In credits. The administrators may choose others. */
const videoPrices: Readonly<Record<ModelTier, number>> = {
  quick: 2000,
  standard: 2500,
  finest: 3000,
};

/** A model that makes pictures from words. `sizes`: the pixels of its shapes; null: it is told the shape alone. */
export function imageModel(
  input: CardInput,
  routes: readonly ModelRoute[],
  sizes: Sizes | null = shapes,
): ModelDefinition {
  return define("image", { priceCredits: 500, shapes: shapeIds, ...input }, routes, sizes);
}

/** A model that changes a picture. It keeps the picture's shape, unless the card offers some. */
export function editModel(input: CardInput, routes: readonly ModelRoute[]): ModelDefinition {
  return define("edit", { priceCredits: 1000, source: "required", ...input }, routes, shapes);
}

/** A model that gives a picture a larger frame, and chooses its pixels itself. */
export function frameModel(input: CardInput, routes: readonly ModelRoute[]): ModelDefinition {
  const usual = { priceCredits: 1000, source: "required", shapes: shapeIds } as const;
  return define("edit", { ...usual, ...input }, routes, null);
}

/** A model that makes one video at a time. `sizes`: as for pictures. */
export function videoModel(
  input: CardInput,
  routes: readonly ModelRoute[],
  sizes: Sizes | null = null,
): ModelDefinition {
  return define("video", { priceCredits: videoPrices[input.tier], ...input }, routes, sizes);
}

/** What most models have. */
export const usualCard = {
  prompt: "required",
  task: null,
  source: "none",
  film: null,
  largestSources: null,
  mask: "none",
  pictures: [],
  rates: null,
  shapes: [],
  frame: null,
  maxPromptLength,
  understands: null,
  hasNegativePrompt: false,
  hasSeed: true,
  seedRange: defaultSeedRange,
  durations: [],
  resolutions: [],
  steps: null,
  guidance: null,
  hasSoundSwitch: false,
} satisfies Partial<ModelCard>;

function define(
  kind: GenerationKind,
  input: CardInput & Pick<ModelCard, "priceCredits">,
  routes: readonly ModelRoute[],
  sizes: Sizes | null,
): ModelDefinition {
  const card: ModelCard = {
    ...usualCard,
    ...input,
    kind,
    builtIn: false,
    isAi: true,
    maxOutputs: Math.max(...routes.map(({ maxOutputs }) => maxOutputs)),
  };
  const offered = sizes ? card.shapes.map((shape) => sizes[shape]) : [];
  const megapixels = Math.max(0, ...offered.map(({ width, height }) => (width * height) / 1e6));
  const settings = settingsSchema(card, sizes);
  return { card, routes, ...(megapixels > 0 && { megapixels }), settings };
}

interface RouteOptions {
  /** Most files of one submit. Default: one. */
  outputs?: number;
  /** The parameter for the source picture; with `[]` behind it, it takes a list. Default: none. */
  source?: string;
  /** That source is a video. */
  takesFilm?: boolean;
  /** The parameter for the mask. Default: none. */
  mask?: string;
  /** Further pictures that go into the list of the source. Default: none. */
  also?: readonly PictureInput[];
  /** Those are sent small, where the provider asks for their pixels too. */
  small?: boolean;
  /** The parameter for the last picture. Default: none. */
  last?: string;
  /** It is of use for requests with a last picture alone. */
  needsLast?: boolean;
  /** Its videos have sound, whatever is asked for. */
  alwaysSounds?: boolean;
  /** How it is told of a new frame. Default: of a shape alone. */
  frame?: FrameRoute;
  /** It takes no words. */
  wordless?: boolean;
}

const routeOf =
  (provider: string) =>
  (
    upstreamModel: string,
    parts: readonly ParameterPart[],
    options: RouteOptions = {},
  ): ModelRoute => {
    const { outputs = 1, source, mask, also = [], small, last, needsLast, alwaysSounds } = options;
    const { frame, wordless, takesFilm } = options;
    const name = source?.replace(/\[\]$/, "");
    const listed = name ? also.map(({ role }) => [role, name] as const) : [];
    const pictures = Object.fromEntries([...listed, ...(last ? [["last", last]] : [])]);
    return {
      id: `${provider}:${upstreamModel}`,
      provider,
      upstreamModel,
      maxOutputs: outputs,
      parameters: wordless ? withoutWords(parts) : parameters(parts),
      sourceParameter: name ? { name, isList: name !== source } : null,
      ...(takesFilm && { takesFilm }),
      ...(mask && { maskParameter: mask }),
      ...((also.length > 0 || last) && { pictureParameters: pictures }),
      ...(small && { pictureForm: "small" }),
      ...(needsLast && { needs: ["last"] }),
      ...(alwaysSounds && { alwaysSounds }),
      ...(frame && { frame }),
      ...(wordless && { wordless }),
    };
  };

/** A route over fal.ai's queue, by endpoint id. */
export const fal = routeOf("fal");
/** A route over Wavespeed, by model id. */
export const wavespeed = routeOf("wavespeed");
/**
 * A route over HuggingFace, by `provider behind it:model on the hub`. Its parameters are in the terms of that provider.
 */
export const huggingface = routeOf("huggingface");

/** fal.ai's usual parameter for the source picture. */
export const ofPicture = { source: "image_url" };
/** The same, and that for the picture at the end. */
export const fromFirstToLast = { ...ofPicture, last: "end_image_url" };

/** fal.ai's usual parameter for a source that is a video. */
export const ofFilm = { source: "video_url", takesFilm: true };

/** A route over a Space: `owner/space`, its endpoint, and what its first output is. */
export function space(
  name: string,
  endpoint: string,
  as: GradioEndpoint["output"]["as"],
  parts: readonly ParameterPart[],
  source?: string,
): GradioRoute {
  return gradio({
    space: name,
    endpoint: { name: endpoint, output: { index: 0, as } },
    parameters: parameters(parts),
    ...(source && { source: { name: source, isList: false } }),
  });
}

/** Proportions of most video models that make no others. */
export const wideAndTall: readonly ShapeId[] = ["16:9", "9:16"];
export const wideTallAndSquare: readonly ShapeId[] = ["16:9", "9:16", "1:1"];

/** For models that make at least 3.7 million pixels. */
export const twoK: Sizes = {
  "1:1": { width: 2048, height: 2048 },
  "4:3": { width: 2304, height: 1728 },
  "3:4": { width: 1728, height: 2304 },
  "16:9": { width: 2560, height: 1440 },
  "9:16": { width: 1440, height: 2560 },
};

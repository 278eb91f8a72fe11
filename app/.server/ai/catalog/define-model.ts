import type { GenerationKind } from "~/domain/generation";
import { defaultSeedRange, maxPromptLength, type ModelCard, type ModelTier } from "~/domain/models";
import { type ShapeId, shapeIds, shapes } from "~/domain/shapes";
import { gradio, type GradioEndpoint, type GradioRoute } from "./gradio-route";
import type { ModelRoute } from "../port";
import type { ModelDefinition } from "./model-definition";
import { type Sizes, settingsSchema } from "./model-settings";
import { type ParameterPart, parameters } from "./route-parameters";

/** What a card must say; the rest is as most models have it. */
type CardInput = Pick<ModelCard, "id" | "name" | "bestFor" | "tier" | "typicalSeconds"> &
  Partial<Omit<ModelCard, "kind" | "builtIn" | "maxOutputs">>;

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

/** A model that makes one video at a time. `sizes`: as for pictures. */
export function videoModel(
  input: CardInput,
  routes: readonly ModelRoute[],
  sizes: Sizes | null = null,
): ModelDefinition {
  return define("video", { priceCredits: videoPrices[input.tier], ...input }, routes, sizes);
}

function define(
  kind: GenerationKind,
  input: CardInput & Pick<ModelCard, "priceCredits">,
  routes: readonly ModelRoute[],
  sizes: Sizes | null,
): ModelDefinition {
  const card: ModelCard = {
    source: "none",
    mask: "none",
    rates: null,
    shapes: [],
    maxPromptLength,
    understands: null,
    hasNegativePrompt: false,
    hasSeed: true,
    seedRange: defaultSeedRange,
    durations: [],
    resolutions: [],
    steps: null,
    guidance: null,
    ...input,
    kind,
    builtIn: false,
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
  /** The parameter for the mask. Default: none. */
  mask?: string;
}

const routeOf =
  (provider: string) =>
  (
    upstreamModel: string,
    parts: readonly ParameterPart[],
    { outputs = 1, source, mask }: RouteOptions = {},
  ): ModelRoute => ({
    id: `${provider}:${upstreamModel}`,
    provider,
    upstreamModel,
    maxOutputs: outputs,
    parameters: parameters(parts),
    sourceParameter: source
      ? { name: source.replace(/\[\]$/, ""), isList: source.endsWith("[]") }
      : null,
    ...(mask && { maskParameter: mask }),
  });

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

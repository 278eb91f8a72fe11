import type { GenerationKind } from "./generation";
import type { ShapeId } from "./shapes";

/** Of every form, in characters. A model may take less. */
export const maxPromptLength = 2000;

export const modelTiers = ["quick", "standard", "finest"] as const;
export type ModelTier = (typeof modelTiers)[number];

/** A number that a person may choose. */
export interface NumberRange {
  min: number;
  max: number;
  step: number;
  default: number;
}

export interface SeedRange {
  min: number;
  max: number;
}

/** What most models take, and the studio's form. */
export const defaultSeedRange: SeedRange = { min: 0, max: 2_147_483_647 };

/** Says which seeds are taken. */
export function seedMessage({ min, max }: SeedRange): string {
  const [from, to] = [min, max].map((seed) => seed.toLocaleString("en-US"));
  return `The seed must be a whole number from ${from} to ${to}.`;
}

/** What a person sees of a model before choosing it. */
export interface ModelCard {
  id: string;
  kind: GenerationKind;
  name: string;
  /** One plain sentence: what it is best for. */
  bestFor: string;
  tier: ModelTier;
  /** Usual wait for one request, in seconds. */
  typicalSeconds: number;
  /** Credits for one file; the least of them where they differ. */
  priceCredits: number;
  /**
   * Credits for each second, or for each file where there is no length to choose, by resolution (an empty name where
   * there is none to choose). Null: every file costs the same. See `priceOf`.
   */
  rates: Readonly<Record<string, number>> | null;
  /** True for what Easel paints itself: not an AI model, and every screen says so. */
  builtIn: boolean;
  /** Whether it is made from a picture. */
  source: "none" | "optional" | "required";
  /** Whether it is told which part of that picture is to change. */
  mask: "none" | "optional" | "required";
  /** Empty: the model chooses, or keeps that of the source. */
  shapes: readonly ShapeId[];
  /** Most files in one request. */
  maxOutputs: number;
  /** In characters. */
  maxPromptLength: number;
  /** What it understands, after “it understands”, where it does not take every word; null where it does. */
  understands: string | null;
  hasNegativePrompt: boolean;
  hasSeed: boolean;
  /** The seeds that it takes. */
  seedRange: SeedRange;
  /** Lengths of a video, in seconds, the usual one first. Empty: nothing to choose. */
  durations: readonly number[];
  /** Such as `720p`, the usual one first. Empty: nothing to choose. */
  resolutions: readonly string[];
  steps: NumberRange | null;
  guidance: NumberRange | null;
}

import type { GenerationKind } from "./generation";
import type { ShapeId } from "./shapes";

/** Of every form, in characters. A model may take less. */
export const maxPromptLength = 2000;

export const modelTiers = ["quick", "standard", "finest"] as const;
export type ModelTier = (typeof modelTiers)[number];

/** A number that a person may choose. */
export interface NumberChoice {
  least: number;
  most: number;
  step: number;
  usual: number;
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
  /** Credits for one file. */
  priceCredits: number;
  /** True for what Easel paints itself: not an AI model, and every screen says so. */
  builtIn: boolean;
  /** Whether it is made from a picture. */
  source: "none" | "optional" | "required";
  /** Empty: the model chooses, or keeps that of the source. */
  shapes: readonly ShapeId[];
  /** Most files in one request. */
  maxOutputs: number;
  /** In characters. */
  maxPromptLength: number;
  hasNegativePrompt: boolean;
  hasSeed: boolean;
  /** Lengths of a video, in seconds, the usual one first. Empty: nothing to choose. */
  durations: readonly number[];
  /** Such as `720p`, the usual one first. Empty: nothing to choose. */
  resolutions: readonly string[];
  steps: NumberChoice | null;
  guidance: NumberChoice | null;
}

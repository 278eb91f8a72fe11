import type { GenerationKind } from "./generation";
import type { ShapeId } from "./shapes";

export const modelTiers = ["quick", "standard", "finest"] as const;
export type ModelTier = (typeof modelTiers)[number];

/** What a person sees of a model before choosing it. */
export interface ModelCard {
  id: string;
  kind: GenerationKind;
  name: string;
  /** One plain sentence: what it is best for. */
  bestFor: string;
  tier: ModelTier;
  /** Usual wait for one file, in seconds. */
  typicalSeconds: number;
  /** Credits for one file. */
  priceCredits: number;
  /** True for what Easel paints itself: not an AI model, and every screen says so. */
  builtIn: boolean;
  shapes: readonly ShapeId[];
  /** Most files in one request. */
  maxOutputs: number;
  hasNegativePrompt: boolean;
  hasSeed: boolean;
}

import type { FilmInput } from "./film-input";
import type { FrameLimits } from "./frame";
import type { GenerationKind, PictureRole } from "./generation";
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
  /** How it is called, where that is another than usual. */
  label?: string;
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

/** Of a picture, at most. */
export interface SourceSize {
  pixels: number;
  /** Of the longer side. */
  sidePixels: number;
}

/** A picture that a model is given besides the one that it starts from. */
export interface PictureInput {
  role: PictureRole;
  need: "optional" | "required";
  /** How many of them at most. */
  most: number;
}

/** What a person sees of a model before choosing it. */
export interface ModelCard {
  id: string;
  kind: GenerationKind;
  name: string;
  /** True while whoever runs it does not answer. */
  isAway?: boolean;
  /** One plain sentence: what it is best for. */
  bestFor: string;
  tier: ModelTier;
  /** Usual wait for one request, in seconds. */
  typicalSeconds: number;
  /** Credits for one file; the least of them where they differ. */
  priceCredits: number;
  /**
   * Credits for each second, or for each file where there is no length to choose, by `rateName`. Null: every file costs
   * the same. See `priceOf`.
   */
  rates: Readonly<Record<string, number>> | null;
  /** True for what runs on this server itself. */
  builtIn: boolean;
  /** False for what works by fixed rules: every screen says so. */
  isAi: boolean;
  /** Whether it is told in words what to make. */
  prompt: "none" | "optional" | "required";
  /** What it does, as its button says it, where no words do: `Upscale`. Null for a model that needs words. */
  task: string | null;
  /** Whether it is made from a picture. */
  source: "none" | "optional" | "required";
  /** What it asks of its source where that is a video, which it goes on from; null where it is a picture. */
  film: FilmInput | null;
  /**
   * The largest picture that it takes, by resolution (an empty name where there is none to choose): what comes of a
   * larger one could not be kept. Null: any that can be uploaded.
   */
  largestSources: Readonly<Record<string, SourceSize>> | null;
  /** Whether it is told which part of that picture is to change. */
  mask: "none" | "optional" | "required";
  /** What else it takes beside that picture, in the order in which people see it. */
  pictures: readonly PictureInput[];
  /** Empty: the model chooses, or keeps that of the source. */
  shapes: readonly ShapeId[];
  /** Whether room can be added on each side of a picture, in place of a shape; null where it cannot. */
  frame: FrameLimits | null;
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
  /** Whether a person chooses that its videos come with sound or without. */
  hasSoundSwitch: boolean;
}

/** What was asked of a model without words, as every screen calls it: `Upscale 2×`. */
export function askedFor({ name, task }: Pick<ModelCard, "name" | "task">, size = ""): string {
  return `${task ?? name} ${size}`.trim();
}

import type { z } from "zod";
import type { ModelCard } from "~/domain/models";
import type { PromptReading } from "~/domain/prompt-reading";
import type { ChosenSettings, ModelRoute, ReadInput, ReadMade } from "../port";

/** A model: what people see of it, who makes its files, and what may be set. */
export interface ModelDefinition {
  card: ModelCard;
  /** Tried in order, unless the administrators chose another one. */
  routes: readonly ModelRoute[];
  /** The most that a file of it has, where it chooses the pixels itself. */
  megapixels?: number;
  /** Whitelists what a person chose and turns it into the settings that are stored. */
  settings: z.ZodType<Record<string, unknown>, ChosenSettings>;
  /** What it will make of a prompt, where it does not take every word; null where it does after all. Pure. */
  readPrompt?(words: ReadInput): PromptReading | null;
  /**
   * For a model that goes on from how its source was made: what it stores of that, or words for why it can't. `made` is
   * null for a picture from outside. Pure.
   */
  readMade?: ReadMade;
}

import type { FieldErrors, Problem } from "~/components/errors/problem";
import type { GenerationCard } from "~/components/media/types";
import type { ModelCard } from "~/domain/models";
import type { ShapeId } from "~/domain/shapes";
import type { AccountView } from "~/domain/views";

/** What the form starts with: typed text after an error or a sign-in, a remixed request, or defaults. */
export interface StudioForm {
  idempotencyKey: string;
  model: string;
  prompt: string;
  negativePrompt: string;
  shape: ShapeId;
  count: number;
  /** Digits, or empty for a new seed each time. */
  seed: string;
  errors: FieldErrors;
}

/** A model as the settings leave it: effective price, and why it cannot be used just now. */
export interface StudioModel extends ModelCard {
  enabled: boolean;
  /** Words for people, shown on the card; null when there are none. */
  message: string | null;
}

/** A picture for visitors to see what comes out, painted from its prompt. */
export interface ExamplePicture {
  src: string;
  width: number;
  height: number;
  prompt: string;
  placeholder: string | null;
}

export interface StudioScreenProps {
  form: StudioForm;
  models: readonly StudioModel[];
  selectedModel: StudioModel;
  account: AccountView | null;
  /** Newest first. */
  generations: readonly GenerationCard[];
  recentPrompts: readonly string[];
  problem?: Problem | undefined;
  nowIso: string;
  /** First grant for new accounts, told to visitors. */
  signUpCredits?: number | undefined;
  /** Shown while there is nothing of one's own. */
  examples: readonly ExamplePicture[];
}

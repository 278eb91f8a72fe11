import type { FrameWords } from "./frame";
import type { ModelCard } from "./models";

/**
 * What a model that does not know every word will make of a prompt, in the prompt's own words. Known before it is paid.
 */
export interface PromptReading {
  /** What will be in it. */
  understood: string[];
  /** Words that the model does not know. */
  unknown: string[];
  /** What it knows, and what does not go together with something else in the prompt. */
  leftOut: string[];
  /** What it says of the frame around a picture, for models that make one; nobody keeps it. */
  frame?: FrameWords;
}

/** Whether nothing that is asked for would be in it: nobody pays for that. */
export function isEmptyReading({ understood }: PromptReading): boolean {
  return understood.length === 0;
}

/**
 * What will not be in it, on one line: the same for every prompt of which the same is missing. Empty when all will be.
 */
export function skippedWords({ unknown, leftOut }: PromptReading): string {
  return [...unknown, ...leftOut].join(", ").replaceAll(/\s+/g, " ");
}

/** Said at a prompt of which nothing would be in it, while it is typed and when it is refused. */
export function emptyReadingMessage(card: VocabularyCard): string {
  const nothing =
    card.kind === "edit"
      ? "None of this can be done."
      : `None of this can be in the ${nounOf(card)}.`;
  return `${nothing} ${vocabularyMessage(card)}`;
}

const nounOf = ({ kind }: VocabularyCard) => (kind === "video" ? "video" : "picture");

type VocabularyCard = Pick<ModelCard, "kind" | "name" | "understands">;

/** What can be said to a model that does not take every word. */
export function vocabularyMessage({
  name,
  understands,
}: Pick<VocabularyCard, "name" | "understands">): string {
  return `${name} understands ${understands}.`;
}

import { parsePrompt, type ParsedPrompt } from "./parse-prompt.ts";
import { completeScene } from "./complete-scene.ts";
import { hashText, mixSeeds } from "../../domain/random.ts";
import type { Scene } from "./scene.ts";
import { forbiddenBy, tagsOf, type Tag } from "./vocabulary.ts";
import { tokenize, type Word } from "./tokenize.ts";

export interface PromptInput {
  prompt: string;
  negativePrompt: string;
}

/** A prompt as it was understood. */
export interface ReadPrompt {
  /** Without what it says it wants none of. */
  words: readonly Word[];
  refused: readonly Word[];
  ask: ParsedPrompt;
  wanted: ReadonlySet<Tag>;
  forbidden: ReadonlySet<Tag>;
  scene: Scene;
}

/**
 * Reads an everyday English prompt as a Scene. What the prompt leaves open is chosen by the seed, the words
 * (known or not) and the index; the negative prompt only takes things away. Never fails.
 */
export function readPrompt(request: PromptInput & { seed: number; index: number }): Scene {
  return readWords(request).scene;
}

/** The same, with all that was understood on the way. */
export function readWords({
  prompt,
  negativePrompt,
  seed,
  index,
}: PromptInput & { seed: number; index: number }): ReadPrompt {
  const all = tokenize(prompt);
  const { words, refused } = splitNegations(all);
  const negative = tokenize(negativePrompt).map(({ word }) => word);
  const forbidden = new Set([...refused.map(({ word }) => word), ...negative].flatMap(forbiddenBy));
  const named = words.flatMap(({ word }) => tagsOf(word));
  const wanted = new Set(named.filter((tag) => !forbidden.has(tag)));
  const ask = parsePrompt(words);
  const tints = ask.tints.filter((tint) => !negative.includes(tint.color));
  const spoken = all.filter(({ word }) => word !== "").map(({ word }) => word);
  const picture = mixSeeds(seed, index, hashText(spoken.join(" ")));
  const scene = completeScene(
    { wanted, forbidden, tints, counts: ask.counts, sizes: ask.sizes },
    picture,
  );
  return { words, refused, ask, wanted, forbidden, scene };
}

const negations = new Set(["no", "without", "not", "minus", "except"]);
const fillers = new Set(["any", "a", "an", "the", "or", "single", "of", ""]);

/** Separates "no trees", "without any clouds or birds" from what is asked for. */
function splitNegations(all: readonly Word[]): { words: Word[]; refused: Word[] } {
  const words: Word[] = [];
  const refused: Word[] = [];
  let isNegated = false;
  for (const each of all) {
    if (negations.has(each.word)) isNegated = true;
    else if (!isNegated) words.push(each);
    else if (!fillers.has(each.word)) {
      refused.push(each);
      isNegated = false;
    } else if (each.word === "or") isNegated = true;
  }
  return { words, refused };
}

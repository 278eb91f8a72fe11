import { isColour } from "./colour-words.ts";
import { fillIn } from "./fill-in.ts";
import { hashText, mixSeeds } from "./random.ts";
import type { Scene, Tint, TintTarget } from "./scene.ts";
import { forbiddenBy, splitWords, tagsOf, tintTargetOf } from "./vocabulary.ts";

/**
 * Reads an everyday English prompt as a Scene. What the prompt leaves open is chosen by the seed, the words
 * (known or not) and the index; the negative prompt only takes things away. Never fails.
 */
export function readPrompt(request: {
  prompt: string;
  negativePrompt: string;
  seed: number;
  index: number;
}): Scene {
  const words = splitWords(request.prompt);
  const { asked, refused } = splitRefusals(words);
  const seed = mixSeeds(request.seed, request.index, hashText(words.join(" ")));
  const negativeWords = splitWords(request.negativePrompt);
  const forbidden = new Set([...refused, ...negativeWords].flatMap(forbiddenBy));
  const wanted = new Set(asked.flatMap(tagsOf).filter((tag) => !forbidden.has(tag)));
  const tints = readTints(asked).filter((tint) => !negativeWords.includes(tint.colour));
  return fillIn({ wanted, forbidden, tints }, seed);
}

const refusals = new Set(["no", "without", "not", "minus", "except"]);
const fillers = new Set(["any", "a", "an", "the", "or", "single", "of"]);

/** Separates "no trees", "without any clouds or birds" from what is asked for. */
function splitRefusals(words: readonly string[]): { asked: string[]; refused: string[] } {
  const asked: string[] = [];
  const refused: string[] = [];
  let refusing = false;
  for (const word of words) {
    if (refusals.has(word)) refusing = true;
    else if (!refusing) asked.push(word);
    else if (!fillers.has(word)) {
      refused.push(word);
      refusing = false;
    } else if (word === "or") refusing = true;
  }
  return { asked, refused };
}

const reach = 2;

/** Gives each colour word to the thing named within the next two words, or to the whole picture. */
function readTints(words: readonly string[]): Tint[] {
  const tints: Tint[] = [];
  words.forEach((word, at) => {
    if (!isColour(word)) return;
    const following = words.slice(at + 1, at + 1 + reach);
    const targets = following.map(tintTargetOf);
    const target: TintTarget = targets.find((each) => each !== undefined) ?? "all";
    tints.push({ colour: word, target });
  });
  return tints;
}

import type { PromptReading } from "~/domain/prompt-reading";
import type { Sense } from "./parse-prompt.ts";
import { readWords, type PromptInput, type ReadPrompt } from "./read-prompt.ts";
import { plainWords } from "./repaint-scene.ts";
import { isShown } from "./shown.ts";
import { isLoose, tagsOf, type Tag } from "./vocabulary.ts";

/** Tells what a picture from this prompt will show, whatever its seed. Pure. */
export function explainPrompt(request: PromptInput): PromptReading {
  const read = readWords({ ...request, seed: 0, index: 0 });
  const fates = read.ask.senses.map((_, at) => fateOf(read, at));
  const phrases = (fate: Fate) => distinct(phrasesOf(read, fates, fate));
  const refused = read.refused.filter(({ word }) => tagsOf(word).length > 0);
  return {
    understood: [...phrases("shown"), ...distinct(refused.map(({ text }) => `no ${text}`))],
    unknown: phrases("unknown"),
    leftOut: phrases("left out"),
  };
}

/** Tells what a change of any picture of the painter will show, and which words will do nothing. Pure. */
export function explainChange({ prompt }: Pick<PromptInput, "prompt">): PromptReading {
  return explainPrompt({ prompt: plainWords(prompt), negativePrompt: "" });
}

/** `between` goes on with the phrase around it; `end` ends it. */
type Fate = "shown" | "left out" | "unknown" | "between" | "end";

function fateOf(read: ReadPrompt, at: number): Fate {
  const sense = read.ask.senses[at]!;
  switch (sense.is) {
    case "thing":
      return thingFate(read, sense.tag);
    case "color":
      return sense.of === null ? colorFate(read, at) : fateOf(read, sense.of);
    case "measure":
      return fateOf(read, sense.of);
    case "plain":
      return articles.has(read.words[at]!.word) ? "end" : "between";
    case "unknown":
      return "unknown";
    case "joint":
      return "end";
  }
}

const articles = new Set(["a", "an", "the"]);

/** What is to be left out anyway need not be told. */
function thingFate({ forbidden, scene }: ReadPrompt, tag: Tag): Fate {
  if (forbidden.has(tag)) return "end";
  return isShown(scene, tag) ? "shown" : "left out";
}

function colorFate({ scene, words }: ReadPrompt, at: number): Fate {
  const { word } = words[at]!;
  return scene.tints.some(({ color }) => color === word) ? "shown" : "end";
}

/** The words of one fate, those that belong together as one phrase. */
function phrasesOf({ words, ask }: ReadPrompt, fates: readonly Fate[], wanted: Fate): string[] {
  const phrases: string[] = [];
  let phrase: string[] = [];
  /** The thing that a number, a size or a color in the phrase is about comes only there. */
  let phraseEnd = 0;
  const finish = () => {
    if (phrase.length > 0) phrases.push(phrase.join(" "));
    phrase = [];
  };
  fates.forEach((fate, at) => {
    const sense = ask.senses[at]!;
    if (fate === wanted) {
      phrase.push(textOf(words[at]!.text, words[at]!.word, sense));
      if ("of" in sense) phraseEnd = Math.max(phraseEnd, sense.of ?? 0);
    } else if (fate !== "between" && at > phraseEnd) finish();
    else if (wanted === "unknown") finish();
  });
  finish();
  return phrases;
}

function textOf(text: string, word: string, sense: Sense): string {
  if (sense.is === "unknown") return sense.as ?? text;
  return sense.is === "thing" && isLoose(word) ? `${text} (as ${nameOf(sense.tag)})` : text;
}

const names: Readonly<Record<string, string>> = {
  "feature:skyline": "a skyline",
  "subject:boat": "a sailing boat",
  "subject:house": "small houses",
};

function nameOf(tag: Tag): string {
  return names[tag] ?? tag.split(":")[tag.endsWith(":any") ? 0 : 1] ?? "";
}

function distinct(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const key = text.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

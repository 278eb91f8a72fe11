import type { PromptReading } from "~/domain/prompt-reading";
import { explainPrompt } from "../painter/explain-prompt.ts";

/** Words for what moves in every film of a scene anyway: nothing of them is missing. */
const moving =
  /^(calmly|camera|drift(s|ing)?|fl(y|ies|ying)|flow(s|ing)?|gently|glitter(s|ing)?|glid(e|es|ing)|mov(e|es|ing)|pass(es|ing)? by|quietly|rippl(e|es|ing)|roll(s|ing)?|sail(s|ing)?|shimmer(s|ing)?|slow|slowly|softly|sway(s|ing)?|twinkl(e|es|ing))$/i;

/** Tells what a film from this prompt will show, whatever its seed. Pure. */
export function explainMotion(words: { prompt: string; negativePrompt: string }): PromptReading {
  const reading = explainPrompt(words);
  return { ...reading, unknown: reading.unknown.filter((word) => !moving.test(word)) };
}

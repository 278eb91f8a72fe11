import { plainWords } from "./phrases.ts";

/**
 * The words that say something, of those that are left (with `,` between what does not belong together).
 * Words that stand together stay together; each phrase is named once.
 */
export function unknownPhrases(text: string): string[] {
  const phrases = text.split(",").map((part) =>
    part
      .split(/\s+/)
      .filter((word) => word && !plainWords.has(word.toLowerCase()))
      .join(" "),
  );
  return [...new Set(phrases.filter(Boolean))];
}

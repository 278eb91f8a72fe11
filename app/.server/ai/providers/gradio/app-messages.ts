import { shorten } from "~/domain/text";

/** What an app has said to whoever uses it, ready to be quoted; null while it has said nothing of the kind. */
export interface AppMessages {
  error: string | null;
  warning: string | null;
}

const maxQuoteLength = 300;
/** What Gradio writes where the app's author has given no title. */
const noTitles = new Set(["Error", "Warning", "Info"]);

/** An app's words as a quotation: one line of bounded length. Null when it has said nothing. */
export function quoteOf({ words, title }: { words: unknown; title?: unknown }): string | null {
  if (typeof words !== "string") return null;
  // Gradio 4 gives an error as Python writes a text.
  const text = onOneLine(words).replace(/^(['"])(.+)\1$/, "$2");
  if (!text) return null;
  const heading = typeof title === "string" ? onOneLine(title) : "";
  return shorten(heading && !noTitles.has(heading) ? `${heading}: ${text}` : text, maxQuoteLength);
}

/**
 * Somebody else's words without anything that is not seen: control and formatting characters, and more than one space.
 */
export function onOneLine(words: string): string {
  return words
    .replaceAll(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
}

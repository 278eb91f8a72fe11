import { shorten } from "~/domain/text";
import type { AppConfig } from "./mapping";
import { onOneLine } from "./words";

const longestTitle = 60;
/** What Gradio writes where nobody has named the app. */
const noTitle = "Gradio";

/** What an app calls itself, in one short line; null when it has no name of its own. */
export function titleOf({ title }: Pick<AppConfig, "title">): string | null {
  if (!title) return null;
  const line = onOneLine(title);
  return line && line !== noTitle ? shorten(line, longestTitle) : null;
}
<<<<<<< HEAD
=======

/**
 * Somebody else's words without anything that is not seen: control and formatting characters, and more than one space.
 */
export function onOneLine(words: string): string {
  return words
    .replaceAll(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
}
>>>>>>> 8cd547f (style: comments of the server's rooms within 120 columns)

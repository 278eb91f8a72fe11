/** Every store can hold it: no NUL, no half of a surrogate pair. */
export const isStorable = (text: string) => text.isWellFormed() && !text.includes("\0");

/** What a reader sees as one character may be several code points: a family, a flag, a letter with its accents. */
const graphemes =
  typeof Intl.Segmenter === "function"
    ? new Intl.Segmenter("en", { granularity: "grapheme" })
    : null;

/** The first `count` characters as people count them, from the text's beginning. Never half of one. */
export function firstGraphemes(text: string, count: number): string {
  if (text.length <= count) return text;
  if (graphemes === null) return [...text].slice(0, count).join("");
  let taken = 0;
  for (const { index } of graphemes.segment(text)) {
    if (taken === count) return text.slice(0, index);
    taken += 1;
  }
  return text;
}

/** The text, or its beginning and an ellipsis where it has more than `count` characters as people count them. */
export function shorten(text: string, count: number): string {
  const start = firstGraphemes(text, count);
  return start === text ? text : `${firstGraphemes(text, count - 1).trimEnd()}…`;
}

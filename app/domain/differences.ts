/** A piece of somebody's words; `isOwn`: it has words that not all of the others have. */
export interface Piece {
  text: string;
  isOwn: boolean;
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/**
 * Each text in pieces, so that the words in which they differ can be marked: case, signs and how an accent is encoded
 * make no difference. Joined, the pieces of a text are that text. Pure.
 */
export function markDifferences(texts: readonly string[]): Piece[][] {
  const segmented = texts.map((text) => Array.from(segmenter.segment(text)));
  const words = segmented.map(
    (segments) =>
      new Set(segments.flatMap((each) => (each.isWordLike ? [fold(each.segment)] : []))),
  );
  const isOwn = ({ segment, isWordLike }: Intl.SegmentData): boolean =>
    isWordLike === true && !words.every((those) => those.has(fold(segment)));
  return segmented.map((segments) => {
    const pieces: Piece[] = [];
    for (const each of segments) append(pieces, { text: each.segment, isOwn: isOwn(each) });
    return pieces;
  });
}

const fold = (word: string): string => word.normalize("NFC").toLowerCase();

function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last?.isOwn === piece.isOwn) last.text += piece.text;
  else pieces.push(piece);
}

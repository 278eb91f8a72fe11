import type { Range, Subject } from "./scene.ts";

/** The most of one thing that are painted when a number is asked for. */
export const maxCount = 7;

const numbers = ["one", "two", "three", "four", "five", "six", "seven"];
const otherNumbers: Readonly<Record<string, number>> = {
  single: 1,
  lone: 1,
  lonely: 1,
  solitary: 1,
  pair: 2,
  couple: 2,
};
const tooMany = new Set(
  "zero eight nine ten eleven twelve dozen twenty thirty forty fifty hundred thousand million".split(
    " ",
  ),
);

/** How many a word says; infinity for more than are ever painted, null for a word that is no number. */
export function numberOf(word: string): number | null {
  const named = numbers.indexOf(word) + 1 || otherNumbers[word];
  if (named) return named;
  if (!/^\d+$/.test(word)) return tooMany.has(word) ? Number.POSITIVE_INFINITY : null;
  const number = Number(word);
  return number >= 1 && number <= maxCount ? number : Number.POSITIVE_INFINITY;
}

/** Of things that are named in the plural, without a number. */
const severalOf: Readonly<Record<Subject, Range>> = {
  boat: [2, 3],
  birds: [7, 12],
  house: [2, 4],
  lighthouse: [2, 2],
  balloon: [2, 3],
};
/** Words that mean several things by themselves. */
const gatherings: Readonly<Record<string, Range>> = {
  flock: [7, 12],
  fleet: [4, 6],
  village: [4, 6],
  farm: [2, 3],
};

/** Whether a word means several things by itself, however it goes on: `a fleet of boats`. */
export function isGathering(word: string): boolean {
  return Object.hasOwn(gatherings, word);
}

/** How many of a subject a word means. */
export function rangeOf(subject: Subject, word: string, isPlural: boolean): Range {
  return (isGathering(word) && gatherings[word]) || (isPlural ? severalOf[subject] : [1, 1]);
}

/** Of what the painter adds by itself. */
export function defaultRange(subject: Subject): Range {
  return subject === "birds" ? severalOf.birds : [1, 1];
}

const sizes: Readonly<Record<string, number>> = {
  ...{ tiny: 0.55, small: 0.75, little: 0.75 },
  ...{ big: 1.35, large: 1.35, tall: 1.25, great: 1.35, huge: 1.7, giant: 1.7, enormous: 1.7 },
};

/** By how much a word makes a thing larger; null for a word that says nothing of size. */
export function sizeOf(word: string): number | null {
  return Object.hasOwn(sizes, word) ? (sizes[word] ?? null) : null;
}

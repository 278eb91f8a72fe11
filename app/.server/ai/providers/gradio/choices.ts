import { type ShapeId, shapeIds } from "~/domain/shapes";
import type { Limit } from "./limits";

/** A number to choose, in the words of the file of models. */
export interface DescribedRange {
  least: number;
  most: number;
  step: number;
  usual: number;
}

/** Where an app sets no bounds. */
const usualSteps: DescribedRange = { least: 1, most: 50, step: 1, usual: 25 };
const usualGuidance: DescribedRange = { least: 0, most: 20, step: 0.1, usual: 3.5 };
const largest = 1_000_000;
const mostPlaces = 100_000;
const mostChoices = 12;
const longestChoice = 20;
/** In seconds, those of which a video's lengths are taken. */
const usualLengths = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30];

/** The numbers of steps that an app takes; null when its own bounds make no sense. Pure. */
export const stepsOf = (limit: Limit | undefined, usual: unknown) => {
  const range = rangeOf(limit, usual, usualSteps);
  return range && [range.least, range.step, range.usual].every(Number.isInteger) ? range : null;
};

/** How closely an app can be told to follow the words; null when its own bounds make no sense. Pure. */
export const guidanceOf = (limit: Limit | undefined, usual: unknown) =>
  rangeOf(limit, usual, usualGuidance);

function rangeOf(
  limit: Limit | undefined,
  usual: unknown,
  other: DescribedRange,
): DescribedRange | null {
  const least = limit?.min ?? other.least;
  const most = limit?.max ?? Math.max(other.most, typeof usual === "number" ? usual : 0);
  const step = limit?.step ?? other.step;
  const wanted = typeof usual === "number" && Number.isFinite(usual) ? usual : other.usual;
  const isSound =
    [least, most, step].every((number) => Number.isFinite(number) && Math.abs(number) <= largest) &&
    least <= most &&
    step > 0 &&
    (most - least) / step <= mostPlaces;
  if (!isSound) return null;
  const places = Math.round((Math.min(Math.max(wanted, least), most) - least) / step);
  return { least, most, step, usual: Number((least + places * step).toFixed(6)) };
}

/** The proportions among an app's own choices, as Easel writes them. Pure. */
export function shapesOf(limit: Limit | undefined): ShapeId[] {
  return shapeIds.filter((shape) => limit?.choices?.includes(shape));
}

/** An app's own sizes, its usual one first; empty when they are no short texts. Pure. */
export function resolutionsOf(limit: Limit | undefined, usual: unknown): string[] {
  const choices = (limit?.choices ?? []).slice(0, mostChoices);
  const texts = choices.filter(
    (choice): choice is string =>
      typeof choice === "string" && choice.trim() === choice && choice.length > 0,
  );
  if (texts.length < choices.length || texts.some(({ length }) => length > longestChoice))
    return [];
  return [...new Set(texts)].toSorted((a, b) => Number(b === usual) - Number(a === usual));
}

/** Lengths of a video that an app takes, its usual one first. Pure. */
export function durationsOf(limit: Limit | undefined, usual: unknown): number[] {
  const own = limit?.choices?.filter((choice): choice is number => typeof choice === "number");
  const { min = null, max = null, step = null } = limit ?? {};
  const from = min ?? 1;
  const to = max ?? (typeof usual === "number" ? usual : 5);
  const isTaken = (seconds: number) =>
    seconds >= from &&
    seconds <= to &&
    (!step || Math.abs((seconds - from) / step - Math.round((seconds - from) / step)) < 1e-9);
  const first = typeof usual === "number" && usual > 0 && usual <= 60 ? [usual] : [];
  const others = limit?.choices ? (own ?? []) : usualLengths.filter(isTaken);
  return [...new Set([...first, ...others])]
    .filter((seconds) => seconds > 0 && seconds <= 60)
    .slice(0, mostChoices);
}

/** How many files an app makes at a time, at most 4. Pure. */
export const mostFilesOf = (limit: Limit | undefined) =>
  Math.max(1, Math.min(4, Math.floor(limit?.max ?? 1)));

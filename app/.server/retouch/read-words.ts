import { colorNamed } from "./color.ts";
import type { Side } from "./geometry.ts";
import { operations } from "./operations.ts";
import type { Amount, Details, Operation, Step } from "./operation.ts";
import { amounts, compilePhrase, negation, regions } from "./phrases.ts";
import type { Region } from "./regions.ts";
import { unknownPhrases } from "./unknown-phrases.ts";

/** Each one takes time and memory; what a person would look at has fewer. */
const maxSteps = 12;

/** Words as they were understood. */
export interface ReadWords {
  /** In the order in which they are to be done; `maxSteps` at most. */
  readonly steps: readonly Step[];
  /** Stretches of what was said that nothing is made of, for its words or because it is too much. */
  readonly unknown: readonly string[];
}

interface Token {
  readonly text: string;
  readonly word: string;
  /** Where the word begins in the joined text. */
  readonly at: number;
}

interface Found {
  readonly operation: Operation;
  readonly from: number;
  readonly to: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

const pieces = /[\p{L}\p{N}]+(?:[.:][\p{N}]+)?(?:['’][\p{L}]+)?|[%°,.;:!?()\n]/gu;

const known = operations.map((operation) => ({
  operation,
  phrases: operation.phrases.map(compilePhrase),
}));

/** Reads everyday English as things to do to a picture. Never fails; the same words mean the same always. Pure. */
export function readWords(prompt: string): ReadWords {
  const tokens = tokenize(prompt);
  const text = ` ${tokens.map(({ word }) => word).join(" ")} `;
  const used = new Set<number>();
  const take = (from: number, to: number) => {
    for (const [index, { at }] of tokens.entries()) if (at >= from && at < to) used.add(index);
  };
  const steps: Step[] = [];
  const found = withoutOverlaps(findAll(text));
  for (const [place, each] of found.entries()) {
    if (steps.length === maxSteps) break;
    // Words between two finds belong to one of them alone.
    const start = Math.max(found[place - 1]?.to ?? 0, lastUsed(tokens, used, each.from));
    const before = text.slice(start, each.from);
    const after = text.slice(each.to, found[place + 1]?.from ?? text.length);
    const step = stepOf(each, before, after);
    if (!step) continue;
    take(each.from - step.usedBefore, each.to + step.usedAfter);
    steps.push(step);
  }
  return { steps, unknown: unknownIn(tokens, used) };
}

function tokenize(prompt: string): Token[] {
  const plain = prompt
    .normalize("NFKC")
    .replaceAll(/[-‐-―_/&+]/g, (mark) => (mark === "&" || mark === "+" ? " and " : " "));
  let at = 1;
  return [...plain.matchAll(pieces)].map(([text]) => {
    const word = /^[,.;:!?()\n]$/.test(text) ? "," : text.toLowerCase().replaceAll("’", "'");
    const token = { text, word, at };
    at += word.length + 1;
    return token;
  });
}

/** The end of what is taken already before a place. */
function lastUsed(tokens: readonly Token[], used: ReadonlySet<number>, before: number): number {
  let end = 0;
  for (const [index, { at, word }] of tokens.entries())
    if (at < before && used.has(index)) end = at + word.length;
  return end;
}

function findAll(text: string): Found[] {
  return known.flatMap(({ operation, phrases }) =>
    phrases.flatMap((phrase) =>
      [...text.matchAll(phrase)].map(({ 0: match, index, groups = {} }) => ({
        operation,
        from: index,
        to: index + match.trimEnd().length,
        groups,
      })),
    ),
  );
}

/** From the left, the longest one first; of equally long ones the first in the list. */
function withoutOverlaps(found: readonly Found[]): Found[] {
  const sorted = found.toSorted((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return sorted.filter(({ from, to }) => {
    if (from < end || to <= from) return false;
    end = to;
    return true;
  });
}

interface ReadStep extends Step {
  /** Characters before and after the phrase that belong to it. */
  usedBefore: number;
  usedAfter: number;
}

/** Null: it is what is not wanted. */
function stepOf({ operation, groups }: Found, before: string, after: string): ReadStep | null {
  // Both are read with a space around each word.
  const [left, right] = [before.endsWith(" ") ? before : `${before} `, after];
  if (negation.test(left)) return null;
  const details = detailsOf(groups);
  const size = readAmount(groups, left, right);
  const place = operation.isGeometry
    ? nowhere
    : readRegion(groups, left.slice(0, left.length - size.usedBefore), right.slice(size.usedAfter));
  return {
    operation,
    amount: size.amount,
    region: place.region ?? operation.region ?? null,
    details,
    usedBefore: size.usedBefore + place.usedBefore,
    usedAfter: size.usedAfter + place.usedAfter,
  };
}

const nowhere = { region: null, usedBefore: 0, usedAfter: 0 };

function readAmount(groups: Found["groups"], left: string, right: string) {
  if (groups["percent"])
    return { amount: { percent: Number(groups["percent"]) }, usedBefore: 0, usedAfter: 0 };
  for (const [name, { before, after }] of Object.entries(amounts)) {
    const next = after.exec(right);
    const match = next ?? before.exec(left);
    if (!match) continue;
    const percent = match.groups?.["percent"];
    const amount: Amount = percent ? { percent: Number(percent) } : (name as "little" | "lot");
    const length = match[0].trimEnd().length;
    return { amount, usedBefore: next ? 0 : match[0].length, usedAfter: next ? length : 0 };
  }
  const amount: Amount = "usual";
  return { amount, usedBefore: 0, usedAfter: 0 };
}

function readRegion(
  { place }: Found["groups"],
  left: string,
  right: string,
): { region: Region | null; usedBefore: number; usedAfter: number } {
  // What said how much is cut off, with the space before it.
  const [start, end] = [left.endsWith(" ") ? left : `${left} `, right];
  const named = regions.find(({ names }) => place && names.test(place));
  if (named) return { ...nowhere, region: named.region };
  for (const { region, before, after } of regions) {
    const next = after.exec(end);
    if (next) return { region, usedBefore: 0, usedAfter: next[0].trimEnd().length };
    const last = before.exec(start);
    if (last) return { region, usedBefore: last[0].length, usedAfter: 0 };
  }
  return nowhere;
}

const shapes: Readonly<Record<string, readonly [number, number]>> = {
  square: [1, 1],
  widescreen: [16, 9],
  "wide screen": [16, 9],
  cinema: [21, 9],
  cinemascope: [21, 9],
  panorama: [3, 1],
  panoramic: [3, 1],
  portrait: [3, 4],
  landscape: [4, 3],
  story: [9, 16],
};

function detailsOf(groups: Found["groups"]): Details {
  const { color = "", other = "", degrees, shape, side, turn } = groups;
  return {
    colors: [colorNamed(color), colorNamed(other)].flatMap((found) => found ?? []),
    degrees: degrees === undefined ? null : Number(degrees),
    shape: shape === undefined ? null : shapeOf(shape),
    side: side === undefined ? null : (side as Side),
    isLeft: turn !== undefined && turn !== "right" && turn !== "clockwise",
  };
}

/** Ten times as wide as high, or as high as wide, at most. */
function shapeOf(words: string): readonly [number, number] {
  const named = shapes[words];
  if (named) return named;
  const [across = 1, down = 1] = words.split(/[:x]| by | to /).map(Number);
  const isFine = across > 0 && down > 0 && across / down <= 10 && down / across <= 10;
  return isFine ? [across, down] : [1, 1];
}

/** What is left, as it was written; words that stand together stay together. */
function unknownIn(tokens: readonly Token[], used: ReadonlySet<number>): string[] {
  const left = tokens.map(({ text, word }, index) =>
    used.has(index) || word === "," ? "," : text,
  );
  return unknownPhrases(left.join(" "));
}

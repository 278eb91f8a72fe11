import { isColor } from "./color-words.ts";
import { isGathering, maxCount, numberOf, rangeOf, sizeOf } from "./counts.ts";
import { isConnective, isStopWord } from "./stop-words.ts";
import type { Range, Subject, Tint, TintTarget } from "./scene.ts";
import { tagsOf, tintTargetOf, type Tag } from "./vocabulary.ts";
import type { Word } from "./tokenize.ts";

/** What became of one word of a prompt. */
export type Sense =
  /** Names something; `tag` is what it names first. */
  | { is: "thing"; tag: Tag }
  | { is: "color"; target: TintTarget; of: number | null }
  /** A number or a size of the thing at that place. */
  | { is: "measure"; of: number }
  /** Not a word for pictures, or one that says nothing by itself. */
  | { is: "plain" }
  /** Ends what was said before it. */
  | { is: "joint" }
  | { is: "unknown"; as?: string };

/** A prompt word by word, and what it asks for in all. */
export interface ParsedPrompt {
  readonly senses: readonly Sense[];
  readonly tints: readonly Tint[];
  readonly counts: ReadonlyMap<Subject, Range>;
  /** How much larger than usual. */
  readonly sizes: ReadonlyMap<Subject, number>;
}

interface Measure {
  at: number;
  value: number;
}

/** A number and a size that wait for the thing which they belong to. */
interface Pending {
  count: Measure | null;
  size: Measure | null;
  /** A word came between that is not known: the number may have been its own. */
  passedUnknown: boolean;
}

/** Makes sense of the words of a prompt, one by one. Never fails. */
export function parsePrompt(words: readonly Word[]): ParsedPrompt {
  const senses: Sense[] = words.map(() => ({ is: "plain" }));
  const counts = new Map<Subject, Range>();
  const sizes = new Map<Subject, number>();
  let pending: Pending = nothingPending();
  /** The subject that was named just before, and whether its number was said. */
  let last: { subject: Subject; before: Range | undefined; isCounted: boolean } | null = null;

  const drop = () => {
    const { count, passedUnknown } = pending;
    if (count && count.value > 1 && !passedUnknown) senses[count.at] = { is: "unknown" };
    pending = nothingPending();
  };
  const measure = (at: number, tag: Tag, { word, text, isPlural }: Word) => {
    const { count, size } = pending;
    pending = nothingPending();
    const [dimension, value] = tag.split(":") as [string, string];
    if (dimension !== "subject") {
      if (count && count.value > 1)
        senses[count.at] = { is: "unknown", as: `${words[count.at]?.text} (${text})` };
      last = null;
      return;
    }
    const subject = value as Subject;
    const isSame = last?.subject === subject;
    const before = isSame ? last?.before : counts.get(subject);
    const isKnown = count !== null && count.value <= maxCount;
    if (count) senses[count.at] = isKnown ? { is: "measure", of: at } : { is: "unknown" };
    if (size) {
      senses[size.at] = { is: "measure", of: at };
      sizes.set(subject, size.value);
    }
    const keeps = isSame && last?.isCounted && !isKnown;
    if (!keeps) {
      const own = isKnown
        ? exactly(count.value)
        : rangeOf(subject, word, isPlural || count !== null);
      counts.set(subject, before ? together(before, own) : own);
    }
    last = { subject, before, isCounted: isKnown || isGathering(word) || Boolean(keeps) };
  };

  words.forEach((word, at) => {
    const sense = senseOf(words, at);
    senses[at] = sense;
    const [number, size] = [numberOf(word.word), sizeOf(word.word)];
    if (sense.is === "thing") return measure(at, sense.tag, word);
    if (sense.is === "color") return;
    if (number !== null) {
      drop();
      pending.count = { at, value: number };
    } else if (size !== null) pending.size = { at, value: size };
    else if (sense.is === "joint") {
      // A pair of boats, a fleet of boats.
      if (word.word === "of") return;
      drop();
      last = null;
    } else if (sense.is === "unknown") pending.passedUnknown = true;
  });
  drop();
  return { senses, counts, sizes, tints: tintsOf(words, senses) };
}

function nothingPending(): Pending {
  return { count: null, size: null, passedUnknown: false };
}

const exactly = (number: number): Range => [number, number];
const together = ([a, b]: Range, [c, d]: Range): Range => [
  Math.min(a + c, Math.max(b, maxCount)),
  Math.min(b + d, Math.max(b, maxCount)),
];

/** What a word says by itself. Numbers and sizes count as plain until they have found their thing. */
function senseOf(words: readonly Word[], at: number): Sense {
  const { word } = words[at]!;
  if (isColor(word)) return colorSense(words, at);
  const [tag] = tagsOf(word);
  if (tag) return { is: "thing", tag };
  if (isConnective(word)) return { is: "joint" };
  const isMeasure = numberOf(word) !== null || sizeOf(word) !== null;
  return isMeasure || isStopWord(word) ? { is: "plain" } : { is: "unknown" };
}

const reach = 2;

/** A color belongs to the thing that is named within the next two words, known or not, else to the whole picture. */
function colorSense(words: readonly Word[], at: number): Sense {
  for (let next = at + 1; next <= at + reach && next < words.length; next += 1) {
    const target = tintTargetOf(words[next]!.word);
    if (target !== undefined) return { is: "color", target, of: next };
  }
  const { word, isPlural } = words[at]!;
  const next = words[at + 1];
  if (next && next.word !== "" && !isColor(next.word) && senseOf(words, at + 1).is === "unknown")
    return { is: "unknown" };
  // A rose and three oranges are no colors.
  const before = words[at - 1]?.word ?? "";
  const isThing =
    thingsToo.has(word) && (isPlural || ["a", "an"].includes(before) || numberOf(before) !== null);
  return isThing ? { is: "unknown" } : { is: "color", target: "all", of: null };
}

const thingsToo = new Set(
  "rose orange peach olive coral ruby emerald gold lavender lilac violet mint".split(" "),
);

function tintsOf(words: readonly Word[], senses: readonly Sense[]): Tint[] {
  return senses.flatMap((sense, at) =>
    sense.is === "color" ? [{ color: words[at]!.word, target: sense.target }] : [],
  );
}

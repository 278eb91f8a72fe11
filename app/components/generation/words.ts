import { shapes, type ShapeId } from "~/domain/shapes";
import type { FailureCode } from "~/domain/generation";
import type { GenerationCard } from "~/components/media/types";

const counting = new Intl.PluralRules("en-GB", { type: "ordinal" });
const ordinalEndings: Readonly<Record<string, string>> = {
  one: "st",
  two: "nd",
  few: "rd",
  other: "th",
};

/** Where a pending request stands: `Next in line`, `4th in line`, `Being made, 45% done`. */
export function standingWords(
  generation: Pick<GenerationCard, "status" | "progress" | "queuePosition">,
): string {
  if (generation.status === "running")
    return `Being made, ${Math.round(generation.progress * 100)}% done`;
  const before = generation.queuePosition;
  if (before === null) return "Waiting for its turn";
  return before === 0
    ? "Next in line"
    : `${before + 1}${ordinalEndings[counting.select(before + 1)]} in line`;
}

function isShape(value: unknown): value is ShapeId {
  return typeof value === "string" && Object.hasOwn(shapes, value);
}

/** The shape of a request, where its settings name one that is known. */
export function shapeOf(settings: GenerationCard["settings"]): ShapeId | null {
  return isShape(settings["shape"]) ? settings["shape"] : null;
}

/** The size in pixels that a request asks for; a square where its settings do not say. */
export function wantedSize(settings: GenerationCard["settings"]): {
  width: number;
  height: number;
} {
  const { width, height } = settings;
  if (typeof width === "number" && typeof height === "number" && width > 0 && height > 0)
    return { width, height };
  return shapes[shapeOf(settings) ?? "1:1"];
}

/** `1 picture`, `2 pictures`, `1 video`. */
export function outputWords(kind: GenerationCard["kind"], count: number): string {
  const noun = kind === "video" ? "video" : "picture";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

interface Failure {
  /** True when Easel itself failed, false when the model did. */
  ours: boolean;
  words: string;
}

const failures: Readonly<Record<FailureCode, Failure>> = {
  invalid_input: {
    ours: false,
    words: "It refused one of the settings. Change the prompt or the settings and try again.",
  },
  safety_filter: {
    ours: false,
    words: "Its safety filter stopped this prompt. Say it in other words and try again.",
  },
  provider_auth: {
    ours: true,
    words: "This site is not set up correctly for this model. Another model will work.",
  },
  provider_credit: {
    ours: true,
    words: "This site has used up its own allowance for this model. Another model will work.",
  },
  rate_limited: {
    ours: false,
    words: "It is taking no more requests just now. Try again in a few minutes.",
  },
  busy: { ours: false, words: "It is too busy just now. Try again in a few minutes." },
  timed_out: { ours: false, words: "It did not answer in time." },
  upstream_failure: { ours: false, words: "Something broke on its side." },
  ambiguous: {
    ours: false,
    words: "The connection was lost, and we could not find out whether it had started.",
  },
  store_failure: { ours: true, words: "The result came back, but we could not store it." },
  deadline: { ours: true, words: "It was not finished in the time we allow." },
  attempts_exhausted: { ours: true, words: "We tried several times without success." },
};

/** Who failed, as a title, and what was wrong. */
export function failureWords(
  generation: Pick<GenerationCard, "failureCode" | "failureWords">,
  modelName: string,
) {
  const failure = failures[generation.failureCode ?? "upstream_failure"];
  return {
    title: failure.ours ? "We could not finish this" : `${modelName} could not make this`,
    words: generation.failureWords || failure.words,
  };
}

import { type Delivery, formatCredits, shortfallOf } from "~/domain/credits";
import { shapes, type ShapeId } from "~/domain/shapes";
import {
  isTerminal,
  studioPaths,
  type GenerationKind,
  type GenerationStatus,
} from "~/domain/generation";
import type { GenerationCard } from "~/components/media/types";

const counting = new Intl.PluralRules("en-US", { type: "ordinal" });
const ordinalEndings: Readonly<Record<string, string>> = {
  one: "st",
  two: "nd",
  few: "rd",
  other: "th",
};

type Standing = Pick<
  GenerationCard,
  "status" | "progress" | "queuePosition" | "upstream" | "providerWords"
>;

/** Where a pending request stands: `Next in line`, `4th in line at fal.ai`, `Being made, 45% done`. */
export function standingWords(generation: Standing): string {
  const { status, progress, queuePosition, upstream, providerWords } = generation;
  if (status !== "running") return placeWords(queuePosition);
  if (upstream) return `${placeWords(upstream.place)} at ${providerWords ?? "the provider"}`;
  const percent = Math.round(progress * 100);
  return percent > 0 ? `Being made, ${percent}% done` : "Being made";
}

function placeWords(before: number | null): string {
  if (before === null) return "Waiting in line";
  return before === 0
    ? "Next in line"
    : `${before + 1}${ordinalEndings[counting.select(before + 1)]} in line`;
}

function isShape(value: unknown): value is ShapeId {
  return typeof value === "string" && Object.hasOwn(shapes, value);
}

/** The shape of a request, where its settings name one that is known. */
function shapeOf(settings: GenerationCard["settings"]): ShapeId | null {
  return isShape(settings["shape"]) ? settings["shape"] : null;
}

/** The size in pixels that a request asks for; where its settings do not say, a square, for videos a wide one. */
export function wantedSize(
  settings: GenerationCard["settings"],
  kind: GenerationKind,
): {
  width: number;
  height: number;
} {
  const { width, height } = settings;
  if (typeof width === "number" && typeof height === "number" && width > 0 && height > 0)
    return { width, height };
  return shapes[shapeOf(settings) ?? (kind === "video" ? "16:9" : "1:1")];
}

/** `1 picture`, `2 pictures`, `1 video`. */
export function outputWords(kind: GenerationCard["kind"], count: number): string {
  const noun = kind === "video" ? "video" : "picture";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The studio with everything of a request but its seed. */
export function againPath({ kind, id }: Pick<GenerationCard, "kind" | "id">): string {
  return `${studioPaths[kind]}?from=${id}`;
}

/** What became of the credits of a request that made nothing. */
export function refundWords({
  chargedCredits,
  refundedCredits,
}: Pick<GenerationCard, "chargedCredits" | "refundedCredits">): string {
  if (refundedCredits > 0) return `We refunded your ${formatCredits(refundedCredits)}.`;
  return chargedCredits === 0 ? "You weren't charged." : "";
}

/** `1 of 4 didn't come, 500 credits refunded`; null where all came, or nothing. */
export function shortfallWords(delivery: Delivery): string | null {
  const shortfall = shortfallOf(delivery);
  if (!shortfall) return null;
  const { missing, outputCount, refundedCredits } = shortfall;
  const came = `${missing} of ${outputCount} didn't come`;
  return refundedCredits > 0 ? `${came}, ${formatCredits(refundedCredits)} refunded` : came;
}

/** How a request stands, as one word. */
export const states: Readonly<Record<GenerationStatus, string>> = {
  queued: "Waiting",
  running: "Being made",
  succeeded: "Done",
  failed: "Failed",
  canceled: "Canceled",
};

type Outcome = Pick<
  GenerationCard,
  "status" | "upstream" | "kind" | "madeCount" | "outputCount" | "priceCredits" | "refundedCredits"
>;

/** How a request stands, as one word: one that its provider lets wait is not being made yet. */
export function stateOf({ status, upstream }: Pick<Outcome, "status" | "upstream">): string {
  return states[upstream ? "queued" : status];
}

/** `Failed, your credits are back`. */
function endWords({ status, refundedCredits }: Outcome): string {
  return refundedCredits > 0 ? `${states[status]}, your credits are back` : states[status];
}

/** What is said aloud when a request has changed: `Being made`, `Done: 4 pictures`, `Failed, your credits are back`. */
export function newsOf(generation: Outcome & Standing): string {
  const { status, upstream, kind, madeCount } = generation;
  if (!isTerminal(status))
    return status === "running" && !upstream ? states.running : standingWords(generation);
  if (status !== "succeeded") return endWords(generation);
  const shortfall = shortfallWords(generation);
  const done = doneNews(kind, madeCount);
  return shortfall ? `${done}, ${shortfall}` : done;
}

export function doneNews(kind: GenerationKind, count: number): string {
  return `${states.succeeded}: ${outputWords(kind, count)}`;
}

/** How a request stands, for the title of a page: `Being made`, `Done · 4 pictures`. */
export function standingTitle(generation: Outcome): string {
  const { status, kind, madeCount } = generation;
  if (!isTerminal(status)) return stateOf(generation);
  return status === "succeeded" ? doneTitle(kind, madeCount) : endWords(generation);
}

export function doneTitle(kind: GenerationKind, count: number): string {
  return `${states.succeeded} · ${outputWords(kind, count)}`;
}

/** So long after its end a request is still what the person is waiting for, in milliseconds. */
const newsMs = 60_000;

export function isNews(endedAt: string | null | undefined, nowIso: string): boolean {
  return endedAt ? Date.parse(nowIso) - Date.parse(endedAt) < newsMs : false;
}

/** The same for a person's latest requests, the newest first; null where nothing is new. */
export function latestTitle(
  generations: readonly (Outcome & Pick<GenerationCard, "finishedAt">)[],
  nowIso: string,
): string | null {
  const pending = generations.filter(({ status }) => !isTerminal(status));
  const running = pending.find(({ status, upstream }) => status === "running" && !upstream);
  const [latest] = generations;
  if (pending[0]) return standingTitle(running ?? pending[0]);
  return latest && isNews(latest.finishedAt, nowIso) ? standingTitle(latest) : null;
}

export const generationPage = {
  title: "Your request",
  description: "How far your request is and what it cost.",
  madeBy: (what: string, model: string) => `${what} by ${model},`,
  receipt: "Receipt",
  remix: "Remix",
  gallery: "Gallery",
  deleted: (count: number, made: number) => {
    if (count < made) return `${count} of ${made} ${count === 1 ? "has" : "have"} been deleted.`;
    return made === 1 ? "This file has been deleted." : "These files have been deleted.";
  },
};

/** What became of the words of a prompt, before it is paid and afterwards. */
export const readingLines = {
  understood: { image: "In the picture", edit: "Changes", video: "In the video" },
  unknown: (model: string) => `${model} doesn't know`,
  leftOut: "Doesn't go with the rest",
};

/** While it is being made. */
export const progress = {
  usually: (wait: string) => `Usually takes ${wait}.`,
  leave: "You can leave this page.",
  /**
   * When the credits are back at the latest: its time to wait ends at one moment, and its time to be made at another.
   */
  refundIfWaiting: (credits: string) =>
    ["If it hasn't started by ", `, we'll refund your ${credits}.`] as const,
  refundIfFailed: (credits: string) =>
    [`If it fails, we'll refund your ${credits} by `, "."] as const,
  cancel: "Cancel",
  canceling: "Canceling",
};

/** A request that made nothing. */
export const afterwards = {
  tryAgain: "Try again",
  switchModel: "Switch model",
  canceled: "You canceled this",
  startAgain: "Start it again",
};

export const receipt = {
  imported: "Imported from another Easel",
  price: "Price on the button",
  charged: "Charged",
  refunded: "Refunded",
  missing: "Didn't come",
  missingOf: (missing: number, all: number) => `${missing} of ${all}`,
  paid: "You paid",
  madeBy: "Made by",
  sentTo: "Sent to",
  numberAt: (provider: string | null) => `ID at ${provider ?? "the provider"}`,
  quote: (provider: string | null) => `${provider ?? "The provider"} said`,
  attempts: "Attempts",
  requested: "Requested",
  started: "Started",
  finished: "Finished",
  number: "Request ID",
};

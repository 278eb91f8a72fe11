import { modelDefinitions } from "~/.server/ai/known-models";
import { priceModels } from "~/.server/ai/price-models";
import { priceOf } from "~/domain/prices";
import type { Received } from "../emulators/emulator";
import { isMade, type Trade, trades } from "../integration/providers/trades";
import type { CrashStep } from "./crash-points";
import { createRandom } from "./random";

const steps: readonly CrashStep[] = [
  "recordSubmitIntent",
  "submit",
  "recordProviderJob",
  "poll",
  "collect",
  "storeOriginal",
  "storeThumb",
  "complete",
];
const allPoints = steps.flatMap((step) => [`before ${step}`, `after ${step}`]);
const lossPoints = ["after submit", "after recordProviderJob"];

/** One request, made by one way of working of one provider, whose first worker dies at a point. */
export interface ProviderCase {
  /** `fal: picture, after submit`. */
  name: string;
  prompt: string;
  /** No other case has the same prompt: it tells which request was paid for. */
  isKnownByPrompt: boolean;
  model: string;
  settings: Record<string, string>;
  /** Where the form is sent. */
  path: string;
  hasSource: boolean;
  /** Null: the usual one. */
  route: string | null;
  priceCredits: number;
  /** Null: no worker dies of it. */
  point: string | null;
  isMade: boolean;
  /** Nobody is asked who takes money. */
  isFree: boolean;
  /** Requests to this case's provider that may cost money. */
  isPaidHere(received: Received): boolean;
  /** Requests to any provider that may cost money. */
  isPaidAnywhere(received: Received): boolean;
}

/**
 * A case is known by its prompt, and starts from nothing or a picture. What needs other things dies in
 * `tests/integration/providers/every-trade.test.ts`.
 */
const prompted = trades.filter(
  ({ definition: { card } }) => card.prompt !== "none" && card.film === null,
);
const inShort = prompted.filter(
  ({ name, definition }) =>
    definition.card.kind === "image" || ["fal: edit", "fal: video from words"].includes(name),
);
/** As the process under test has them, with the keys of all providers. */
const priced = priceModels(modelDefinitions, 0.0001);
const paths = { image: "/?index", edit: "/edit", video: "/video" } as const;

function caseOf(trade: Trade, point: string | null): ProviderCase {
  const { name, definition, route, hasSource } = trade;
  const { id: model, kind } = definition.card;
  const card = priced.find((each) => each.card.id === model)?.card ?? definition.card;
  return {
    name: `${name}, ${point ?? "undisturbed"}`,
    prompt: `A house by the sea (${name}, ${point ?? "undisturbed"})`,
    isKnownByPrompt: true,
    model,
    settings: {},
    path: paths[kind],
    hasSource,
    route: route.id,
    priceCredits: priceOf(card, {}),
    point,
    isMade: point === null || isMade(trade, point),
    isFree: false,
    isPaidHere: (received) => trade.isPaid(received),
    isPaidAnywhere: (received) => trades.some((any) => any.isPaid(received)),
  };
}

/** Makes the picture that other cases start from. */
export const firstCase = caseOf(trades[0]!, null);

/**
 * All cases in the order that the seed gives. Those of one trade are spread evenly, so that no worker sees the same
 * route fail so often in a row that it leaves it alone.
 */
export function makeCases(seed: number, isShort: boolean): ProviderCase[] {
  const random = createRandom(seed);
  const chosen = isShort ? inShort : prompted;
  const decks = chosen.map((trade) => {
    const points = random.shuffle(isShort ? lossPoints : allPoints);
    return points.map((point) => caseOf(trade, point));
  });
  const rounds = decks[0] ?? [];
  return rounds.flatMap((_, round) => random.shuffle(decks).flatMap((deck) => deck[round] ?? []));
}

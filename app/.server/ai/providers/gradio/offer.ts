import { setTimeout as wait } from "node:timers/promises";
import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import { type AppFacts, examine } from "./examine";
import type { GradioSpace } from "./spaces";
import { titleOf } from "./title";
import { withTimeout } from "~/.server/ai/protocols/http";
import { AiError, type ModelRoute } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/** What stands in the way of a model, as one line for the administrator. */
export interface OfferProblem {
  line: string;
  /** False when it is only that an app does not answer. */
  isWrong: boolean;
}

/** The models that can be offered: those of Gradio apps only once their app was seen to do what they ask of it. */
export interface GradioOffer {
  /** As of now. The same list until something changes. */
  models(): readonly ModelDefinition[];
  /** Looks at every app again. Changes what is offered. */
  check(): Promise<OfferProblem[]>;
  stop(): void;
}

export interface GradioOfferOptions {
  known: readonly ModelDefinition[];
  spaces: readonly GradioSpace[];
  /** Errors: AiError. */
  ask(space: GradioSpace, signal: AbortSignal): Promise<AppFacts>;
  /** Gets what each app calls itself, by Space. */
  titles: Map<string, string>;
  log(line: string): void;
  /** How long the first look at all apps is waited for. */
  firstLookMs?: number;
  /** Pause between looks at an app that has not answered; one that has is looked at 15 times less often. */
  againMs?: number;
}

const lookMs = 60_000;
const calmFactor = 15;

/**
 * Looks at every app and goes on looking, each in its time, until it is stopped. Resolves when all have answered, or
 * after `firstLookMs`. What an app said last holds while it does not answer. Logs a line when something is in the way,
 * and when that changes.
 */
export async function openGradioOffer(options: GradioOfferOptions): Promise<GradioOffer> {
  const { known, spaces, ask, titles, log, firstLookMs = 10_000, againMs = 60_000 } = options;
  const closing = new AbortController();
  /** By model and route; a model without one has not been seen yet, or cannot be offered. */
  const verdicts = new Map<string, ModelDefinition>();
  const answered = new Set<string>();
  const told = new Map<string, string>();
  let models = offered(known, verdicts);

  const look = async (space: GradioSpace): Promise<OfferProblem[]> => {
    const problems = await examineApp(space);
    const lines = problems.map(({ line }) => `GRADIO_SPACES: ${line}`).join("\n");
    if (lines && lines !== told.get(space.id)) log(lines);
    told.set(space.id, lines);
    models = offered(known, verdicts);
    return problems;
  };

  async function examineApp(space: GradioSpace): Promise<OfferProblem[]> {
    const wanted = placesAt(space, known);
    try {
      const facts = await ask(space, withTimeout(closing.signal, lookMs));
      answered.add(space.id);
      const title = titleOf(facts.config);
      if (title) titles.set(space.id, title);
      return wanted.flatMap((place) => judge(facts, place));
    } catch (error) {
      const detail = error instanceof AiError ? error.detail : String(error);
      if (error instanceof AiError && !error.retryable) {
        for (const place of wanted) verdicts.delete(keyOf(place));
        return [{ line: `no model of ${space.id} is offered: ${detail}`, isWrong: true }];
      }
      const later = answered.has(space.id) ? "" : "; its models are offered once it answers";
      return [{ line: `${space.id} could not be asked: ${detail}${later}`, isWrong: false }];
    }
  }

  function judge(facts: AppFacts, place: Place): OfferProblem[] {
    const { definition, route } = place;
    try {
      verdicts.set(keyOf(place), examine(facts, definition, route));
      return [];
    } catch (error) {
      if (!(error instanceof AiError)) throw error;
      verdicts.delete(keyOf(place));
      const line = `the model ${definition.card.id} is not offered: ${error.detail}`;
      return [{ line, isWrong: true }];
    }
  }

  const goOnLooking = async (space: GradioSpace, first: Promise<unknown>): Promise<void> => {
    const pause = { signal: closing.signal, ref: false };
    await first;
    for (;;) {
      await wait(againMs * (answered.has(space.id) ? calmFactor : 1), undefined, pause);
      await look(space);
    }
  };

  const firstLooks = spaces.map((space) => {
    const first = look(space);
    goOnLooking(space, first).catch((error: unknown) => {
      if (!closing.signal.aborted)
        log(`GRADIO_SPACES: ${space.id} is no longer looked at: ${error}`);
    });
    return first;
  });
  await Promise.race([Promise.all(firstLooks), wait(firstLookMs, undefined, { ref: false })]);
  return {
    models: () => models,
    check: async () => (await Promise.all(spaces.map(look))).flat(),
    stop: () => closing.abort(),
  };
}

/** A model with one of its routes. */
interface Place {
  definition: ModelDefinition;
  route: ModelRoute;
}

const keyOf = ({ definition, route }: Place) => `${definition.card.id} ${route.id}`;

function placesAt({ id }: GradioSpace, known: readonly ModelDefinition[]): Place[] {
  return known.flatMap((definition) =>
    definition.routes
      .filter((route) => isGradioRoute(route) && route.upstreamModel === id)
      .map((route) => ({ definition, route })),
  );
}

/**
 * Without the routes that have no verdict, and the models that have no other; where one app is left, the model is as
 * that can do it.
 */
function offered(
  known: readonly ModelDefinition[],
  verdicts: ReadonlyMap<string, ModelDefinition>,
): ModelDefinition[] {
  return known.flatMap((definition) => {
    const verdictOn = (route: ModelRoute) =>
      isGradioRoute(route) ? verdicts.get(keyOf({ definition, route })) : definition;
    const routes = definition.routes.filter(verdictOn);
    const [first] = routes;
    if (!first) return [];
    const isOnly = routes.length === 1;
    return [{ ...((isOnly && verdictOn(first)) || definition), routes }];
  });
}

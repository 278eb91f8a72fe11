import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import { type AppFacts, examine } from "./examine";
import type { GradioSpace } from "./spaces";
import { AiError, type ModelRoute } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/** What stands in the way of a model, as one line for the administrator. */
export interface OfferProblem {
  line: string;
  /** False when it is only that an app does not answer. */
  isWrong: boolean;
}

/** Which models of Gradio apps can be offered, by what the apps last said of themselves. */
export interface Verdicts {
  /** Judges the models of an app. */
  judge(space: GradioSpace, facts: AppFacts): OfferProblem[];
  /** No model of the app can be offered. */
  withdraw(space: GradioSpace): void;
  /**
   * Without the routes that cannot be taken, and the models that have no other; where one app is left, the model is as
   * that can do it. Models of apps that do not answer are away. `isSilent` tells which do not.
   */
  offered(isSilent: (space: string) => boolean): ModelDefinition[];
}

/** A model with one of its routes. */
interface Place {
  definition: ModelDefinition;
  route: ModelRoute;
}

const keyOf = ({ definition, route }: Place) => `${definition.card.id} ${route.id}`;

/**
 * Of a model and route that was not judged yet nothing is known: it is away. `known` gives the models that there are
 * now.
 */
export function createVerdicts(known: () => readonly ModelDefinition[]): Verdicts {
  /** By model and route; null for those that cannot be offered. */
  const verdicts = new Map<string, ModelDefinition | null>();

  const judgePlace = (facts: AppFacts, place: Place): OfferProblem[] => {
    const { definition, route } = place;
    try {
      verdicts.set(keyOf(place), examine(facts, definition, route));
      return [];
    } catch (error) {
      if (!(error instanceof AiError)) throw error;
      verdicts.set(keyOf(place), null);
      const line = `the model ${definition.card.id} is not offered: ${error.detail}`;
      return [{ line, isWrong: true }];
    }
  };

  const offer = (
    definition: ModelDefinition,
    isSilent: (space: string) => boolean,
  ): ModelDefinition | [] => {
    const verdictOn = (route: ModelRoute) =>
      isGradioRoute(route) ? verdicts.get(keyOf({ definition, route })) : definition;
    const answers = (route: ModelRoute) => !isGradioRoute(route) || !isSilent(route.upstreamModel);
    const able = definition.routes.filter((route) => verdictOn(route) !== null);
    const here = able.filter((route) => verdictOn(route) && answers(route));
    const routes = here.length > 0 ? here : able;
    const [first] = routes;
    if (!first) return [];
    const only = (routes.length === 1 && verdictOn(first)) || definition;
    return here.length > 0
      ? { ...only, routes }
      : { ...only, card: { ...only.card, isAway: true }, routes };
  };

  return {
    judge: (space, facts) => placesAt(space, known()).flatMap((place) => judgePlace(facts, place)),
    withdraw(space) {
      for (const place of placesAt(space, known())) verdicts.set(keyOf(place), null);
    },
    offered: (isSilent) => known().flatMap((definition) => offer(definition, isSilent)),
  };
}

function placesAt({ id }: GradioSpace, known: readonly ModelDefinition[]): Place[] {
  return known.flatMap((definition) =>
    definition.routes
      .filter((route) => isGradioRoute(route) && route.upstreamModel === id)
      .map((route) => ({ definition, route })),
  );
}

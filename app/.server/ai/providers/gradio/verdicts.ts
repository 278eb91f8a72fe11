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
   * Without the routes that have no verdict, and the models that have no other; where one app is left, the model is as
   * that can do it.
   */
  offered(): ModelDefinition[];
}

/** A model with one of its routes. */
interface Place {
  definition: ModelDefinition;
  route: ModelRoute;
}

const keyOf = ({ definition, route }: Place) => `${definition.card.id} ${route.id}`;

/** Of a model and route that was not judged yet nothing is known: it is not offered. */
export function createVerdicts(known: readonly ModelDefinition[]): Verdicts {
  /** By model and route; without those that cannot be offered. */
  const verdicts = new Map<string, ModelDefinition>();
  const verdictOn = (place: Place) =>
    isGradioRoute(place.route) ? verdicts.get(keyOf(place)) : place.definition;

  const judgePlace = (facts: AppFacts, place: Place): OfferProblem[] => {
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
  };

  return {
    judge: (space, facts) => placesAt(space, known).flatMap((place) => judgePlace(facts, place)),
    withdraw(space) {
      for (const place of placesAt(space, known)) verdicts.delete(keyOf(place));
    },
    offered: () =>
      known.flatMap((definition) => {
        const routes = definition.routes.filter((route) => verdictOn({ definition, route }));
        const [first] = routes;
        if (!first) return [];
        const only = routes.length === 1 ? verdictOn({ definition, route: first }) : null;
        return [{ ...(only ?? definition), routes }];
      }),
  };
}

function placesAt({ id }: GradioSpace, known: readonly ModelDefinition[]): Place[] {
  return known.flatMap((definition) =>
    definition.routes
      .filter((route) => isGradioRoute(route) && route.upstreamModel === id)
      .map((route) => ({ definition, route })),
  );
}

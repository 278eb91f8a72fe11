import { bindRoutes } from "./bind-routes";
import type { BoundRoute, Run } from "./bound-route";
import type { AiClient, AiErrorCode, AiProvider, RouteHealth } from "./port";
import { AiError } from "./port";
import type { ModelDefinition } from "./catalog/model-definition";
import { isRouteFault, canFailOver, type RetryTimings, defaultRetryTimings } from "./resilience";
import { createTakeRoute, type TakeRouteOptions } from "./take-route";

export interface AiClientOptions extends Omit<TakeRouteOptions, "timings"> {
  /** Those that there are, or what gives those that there are now. */
  definitions: readonly ModelDefinition[] | (() => readonly ModelDefinition[]);
  providers: readonly AiProvider[];
  health: RouteHealth;
  timings?: RetryTimings;
}

/**
 * Runs requests on the providers of a model's routes. Waiting, trying again, resuming, moving to another route and
 * canceling happen here, once for all.
 */
export function createAiClient(options: AiClientOptions): AiClient {
  const { definitions, providers, health, log, timings = defaultRetryTimings } = options;
  const routes = bindRoutes({ definitions, providers, timings });
  const take = createTakeRoute({ ...options, timings });

  /** How the route did, for the people who choose a model. What Easel makes itself needs no watching. */
  const report = (
    { provider, route }: BoundRoute,
    run: Run,
    since: number,
    failure: AiErrorCode | null,
  ) => {
    if (!provider.submitIsPaid) return;
    const waitSeconds = (performance.now() - since) / 1000;
    health
      .record({ route: route.id, model: run.request.model, failure, waitSeconds })
      .catch((error: unknown) => log("A route's outcome is lost", { err: error }));
  };

  return {
    async run(request, routeOrder, journal, signal, providersOff = []) {
      const typicalSeconds = routes.typicalSeconds(request.model);
      const run = { request, journal, signal, typicalSeconds };
      let isResumed = journal.previous !== null;
      let failure: unknown = new AiError("upstream_failure", {
        mayHaveCharged: false,
        detail: `no route for ${request.outputCount} of ${request.model}`,
      });
      const boundRoutes = routes.inOrder(run, routeOrder, providersOff);
      for (const boundRoute of boundRoutes) {
        const since = performance.now();
        try {
          const files = await take(boundRoute, run, isResumed);
          report(boundRoute, run, since, null);
          return files;
        } catch (error) {
          failure = error;
          if (isRouteFault(error)) report(boundRoute, run, since, error.code);
          if (!canFailOver(error) || boundRoute === boundRoutes.at(-1)) break;
          const facts = { generationId: request.generationId, route: boundRoute.route.id };
          log("A route failed, the next one is taken", { ...facts, code: error.code, err: error });
        }
        isResumed = false;
      }
      throw failure;
    },
  };
}

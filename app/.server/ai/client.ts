import type { AiClient, AiErrorCode, AiProvider, ModelRoute, RouteHealth } from "./port";
import { AiError } from "./port";
import type { ModelDefinition } from "./catalog/model-definition";
import {
  createRouteGuard,
  isRouteFault,
  mayTakeAnotherRoute,
  type Patience,
  type RouteGuard,
  usualPatience,
} from "./resilience";
import { createTakeRoute, type Run, type TakeRouteOptions, type Way } from "./take-route";

export interface AiClientOptions extends Omit<TakeRouteOptions, "patience"> {
  definitions: readonly ModelDefinition[];
  providers: readonly AiProvider[];
  health: RouteHealth;
  patience?: Patience;
}

/**
 * Runs requests on the providers of a model's routes. Waiting, trying again, resuming, moving to another route and
 * canceling happen here, once for all.
 */
export function createAiClient(options: AiClientOptions): AiClient {
  const { definitions, providers, health, log, patience = usualPatience } = options;
  const definitionOf = new Map(definitions.map((definition) => [definition.card.id, definition]));
  const providerOf = new Map(providers.map((provider) => [provider.name, provider]));
  const guards = new Map<string, RouteGuard>();
  const take = createTakeRoute({ ...options, patience });

  function wayOf(route: ModelRoute): Way | [] {
    const provider = providerOf.get(route.provider);
    if (!provider) return [];
    let guard = guards.get(route.id);
    if (!guard) guards.set(route.id, (guard = createRouteGuard(patience)));
    return { route, provider, guard };
  }

  /** The earlier attempt's route first: its submit must be accounted for before another one may leave. */
  function waysOf({ request, journal }: Run, routeOrder: readonly string[]): Way[] {
    const routes = definitionOf.get(request.model)?.routes ?? [];
    const place = ({ id }: ModelRoute) => routeOrder.indexOf(id) + 1 || routeOrder.length + 1;
    const able = routes.filter(({ maxOutputs }) => maxOutputs >= request.outputCount);
    const others = able.toSorted((a, b) => place(a) - place(b));
    const { earlier } = journal;
    const first = earlier && routes.find(({ id }) => id === earlier.route);
    if (earlier && !(first && providerOf.has(first.provider)))
      throw new AiError("ambiguous", { detail: `${earlier.route} can no longer be asked` });
    const ordered = first ? [first, ...others.filter((route) => route !== first)] : others;
    return ordered.flatMap(wayOf);
  }

  /** How the route did, for the people who choose a model. What Easel makes itself needs no watching. */
  function record({ provider, route }: Way, run: Run, since: number, failure: AiErrorCode | null) {
    if (!provider.submitIsPaid) return;
    const waitSeconds = (performance.now() - since) / 1000;
    health
      .record({ route: route.id, model: run.request.model, failure, waitSeconds })
      .catch((error: unknown) => log("A route's outcome is lost", { err: error }));
  }

  return {
    async run(request, routeOrder, journal, signal) {
      const typicalSeconds = definitionOf.get(request.model)?.card.typicalSeconds ?? 0;
      const run = { request, journal, signal, typicalSeconds };
      let isResumed = journal.earlier !== null;
      let failure: unknown = new AiError("upstream_failure", {
        mayHaveCharged: false,
        detail: `no route for ${request.outputCount} of ${request.model}`,
      });
      const ways = waysOf(run, routeOrder);
      for (const way of ways) {
        const since = performance.now();
        try {
          const files = await take(way, run, isResumed);
          record(way, run, since, null);
          return files;
        } catch (error) {
          failure = error;
          if (isRouteFault(error)) record(way, run, since, error.code);
          if (!mayTakeAnotherRoute(error) || way === ways.at(-1)) break;
          const facts = { generationId: request.generationId, route: way.route.id };
          log("A route failed, the next one is taken", { ...facts, code: error.code, err: error });
        }
        isResumed = false;
      }
      throw failure;
    },
  };
}

import type { BoundRoute, Run } from "./bound-route";
import { AiError, type AiProvider, type ModelRoute } from "./port";
import type { ModelDefinition } from "./catalog/model-definition";
import { canTake } from "./catalog/can-take";
import { createRouteGuard, type RetryTimings, type RouteGuard } from "./resilience";

interface BindOptions {
  definitions: readonly ModelDefinition[] | (() => readonly ModelDefinition[]);
  providers: readonly AiProvider[];
  timings: RetryTimings;
}

/** The routes of all models, bound to their providers. A route keeps one guard, whoever takes it. */
export function bindRoutes({ definitions, providers, timings }: BindOptions) {
  const all = typeof definitions === "function" ? definitions : () => definitions;
  const definitionOf = (modelId: string) => all().find(({ card }) => card.id === modelId);
  const providerOf = new Map(providers.map((provider) => [provider.name, provider]));
  const guards = new Map<string, RouteGuard>();

  const bind = (route: ModelRoute): BoundRoute | [] => {
    const provider = providerOf.get(route.provider);
    if (!provider) return [];
    let guard = guards.get(route.id);
    if (!guard) guards.set(route.id, (guard = createRouteGuard(timings)));
    return { route, provider, guard };
  };

  return {
    /** Usual wait for one request; 0 for an unknown model. */
    typicalSeconds: (modelId: string) => definitionOf(modelId)?.card.typicalSeconds ?? 0,

    /**
     * The routes to try for a request. That of the earlier attempt comes first: its submit must be accounted for before
     * another one may leave. Of providers that are off no other is taken. Throws AiError (ambiguous) when that route is
     * there no more.
     */
    inOrder(
      { request, journal: { previous } }: Run,
      routeOrder: readonly string[],
      providersOff: readonly string[],
    ): BoundRoute[] {
      const routes = definitionOf(request.model)?.routes ?? [];
      const place = ({ id }: ModelRoute) => routeOrder.indexOf(id) + 1 || routeOrder.length + 1;
      const able = routes.filter(
        (route) => canTake(route, request) && !providersOff.includes(route.provider),
      );
      const others = able.toSorted((a, b) => place(a) - place(b));
      const first = previous && routes.find(({ id }) => id === previous.route);
      if (previous && !(first && providerOf.has(first.provider)))
        throw new AiError("ambiguous", { detail: `${previous.route} can no longer be asked` });
      const ordered = first ? [first, ...others.filter((route) => route !== first)] : others;
      return ordered.flatMap(bind);
    },
  };
}

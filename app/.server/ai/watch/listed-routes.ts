import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import type { ModelRoute } from "~/.server/ai/port";

/** A route with a model that takes it. */
export interface WatchedRoute {
  route: ModelRoute;
  definition: ModelDefinition;
}

/** What a provider says of one of our routes, as it is kept. */
export interface ListedRoute {
  /** Our own id of the route. */
  route: string;
  isThere: boolean;
  /** What it asks in US dollars; null where it states no price. */
  usd: number | null;
  /** What that is for: `request` is one with the model's usual settings. Other words as the provider writes them. */
  per: string | null;
}

/**
 * Asks a provider of its routes, with free questions. Throws an Error with words for the administrator whenever it is
 * not certain what the provider says: nothing is gone because somebody could not be reached.
 */
export type ReadList = (
  routes: readonly WatchedRoute[],
  signal: AbortSignal,
) => Promise<ListedRoute[]>;

/** At once, of one provider. */
const width = 4;

/** The same of each, a few at a time, in order. */
export async function eachOf<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += width)
    results.push(...(await Promise.all(items.slice(at, at + width).map(work))));
  return results;
}

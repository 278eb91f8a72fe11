import { z } from "zod";
import { ask, notFound } from "./ask";
import type { ListedRoute, ReadList, WatchedRoute } from "./listed-routes";

const models = z.object({ models: z.array(z.looseObject({ endpoint_id: z.string() })) });
const prices = z.object({
  prices: z.array(
    z.object({
      endpoint_id: z.string(),
      unit_price: z.number(),
      unit: z.string(),
      currency: z.string(),
    }),
  ),
});

const at = "https://api.fal.ai/v1/models";
/** In one question. */
const most = 40;

/** fal.ai's list of models, and its prices (docs/providers.md 9.2). `key` is the account's. */
export function createFalList(key: string, fetch: typeof globalThis.fetch): ReadList {
  const headers = { authorization: `Key ${key}` };

  /** Of many ids one may be unknown, which spoils the answer for all: then each is asked for by itself. */
  const askOf = async <T>(
    ids: readonly string[],
    path: string,
    shape: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T[]> => {
    const query = new URLSearchParams(ids.map((id) => ["endpoint_id", id]));
    const told = await ask(fetch, { url: `${at}${path}?${query}`, headers }, shape, signal);
    if (told !== notFound) return [told];
    if (ids.length <= 1) return [];
    const found: T[] = [];
    for (const id of ids) found.push(...(await askOf([id], path, shape, signal)));
    return found;
  };

  const listed = async (some: readonly WatchedRoute[], signal: AbortSignal) => {
    const ids = some.map(({ route }) => route.upstreamModel);
    const lists = await askOf(ids, "", models, signal);
    const there = new Set(lists.flatMap((list) => list.models.map((each) => each.endpoint_id)));
    const known = ids.filter((id) => there.has(id));
    const priced = known.length > 0 ? await askOf(known, "/pricing", prices, signal) : [];
    const priceOf = new Map(
      priced.flatMap((list) => list.prices.map((price) => [price.endpoint_id, price])),
    );
    return some.map(({ route }): ListedRoute => {
      const price = priceOf.get(route.upstreamModel);
      const usd = price?.currency === "USD" ? price.unit_price : null;
      const isThere = there.has(route.upstreamModel);
      return {
        route: route.id,
        isThere,
        usd,
        per: usd === null ? null : unitOf(price?.unit ?? ""),
      };
    });
  };

  return async (routes, signal) => {
    const found: ListedRoute[] = [];
    for (let from = 0; from < routes.length; from += most)
      found.push(...(await listed(routes.slice(from, from + most), signal)));
    return found;
  };
}

function unitOf(unit: string): string {
  const words = unit.toLowerCase();
  if (words.includes("megapixel")) return "megapixel";
  if (/compute|gpu|token|character/.test(words)) return unit.slice(0, 40);
  if (words.includes("second")) return "second";
  return /image|video|generation|request|unit/.test(words) ? "file" : unit.slice(0, 40);
}

import { z } from "zod";
import { ask, notFound } from "./ask";
import { eachOf, type ListedRoute, type ReadList, type WatchedRoute } from "./listed-routes";
import { usualRequest } from "./usual-request";

const list = z.object({
  code: z.literal(200),
  data: z.array(z.looseObject({ model_id: z.string() })).min(1),
});
const price = z.object({
  code: z.literal(200),
  data: z.object({ price: z.number(), currency: z.string().nullish() }),
});

const at = "https://api.wavespeed.ai/api/v3";

/**
 * Wavespeed's list of models, and what it would ask for a request with the usual settings of each (docs/providers.md
 * 4.2). `key` is the account's.
 */
export function createWavespeedList(key: string, fetch: typeof globalThis.fetch): ReadList {
  const headers = { authorization: `Bearer ${key}` };
  const priceOf = async (
    { route, definition }: WatchedRoute,
    signal: AbortSignal,
  ): Promise<number | null> => {
    const inputs = route.parameters(usualRequest(definition));
    const body = { model_id: route.upstreamModel, inputs };
    // Some models state no price without their picture.
    const question = { url: `${at}/model/price`, headers, body, refusals: [400, 404, 422] };
    const told = await ask(fetch, question, price, signal);
    return told !== notFound && (told.data.currency ?? "USD") === "USD" ? told.data.price : null;
  };
  return async (routes, signal) => {
    const told = await ask(fetch, { url: `${at}/models`, headers }, list, signal);
    if (told === notFound) throw new Error("api.wavespeed.ai has no list of models");
    const there = new Set(told.data.map((each) => each.model_id));
    return await eachOf(routes, async (watched): Promise<ListedRoute> => {
      const { id: route, upstreamModel } = watched.route;
      if (!there.has(upstreamModel)) return { route, isThere: false, usd: null, per: null };
      const usd = await priceOf(watched, signal);
      return { route, isThere: true, usd, per: usd === null ? null : "request" };
    });
  };
}

import { z } from "zod";
import { ask, notFound } from "./ask";
import { eachOf, type ListedRoute, type ReadList } from "./listed-routes";

const mapping = z.object({
  inferenceProviderMapping: z.union([
    z.record(z.string(), z.looseObject({})),
    z.array(z.looseObject({ provider: z.string() })),
  ]),
});

/**
 * What Hugging Face says of who runs each model (docs/providers.md 3.2); it states no prices. `token` is an account's.
 */
export function createHuggingFaceList(token: string, fetch: typeof globalThis.fetch): ReadList {
  const headers = { authorization: `Bearer ${token}` };
  return async (routes, signal) => {
    const of = await eachOf(routes, async ({ route }): Promise<ListedRoute> => {
      const [provider = "", ...model] = route.upstreamModel.split(":");
      const url = `https://huggingface.co/api/models/${model.join(":")}?expand[]=inferenceProviderMapping`;
      const told = await ask(fetch, { url, headers }, mapping, signal);
      const listed = told === notFound ? {} : told.inferenceProviderMapping;
      const isThere = Array.isArray(listed)
        ? listed.some((each) => each.provider === provider)
        : Object.hasOwn(listed, provider);
      return { route: route.id, isThere, usd: null, per: null };
    });
    return of;
  };
}

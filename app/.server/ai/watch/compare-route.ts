import type { WatchedPrice, WatchedRouteView } from "~/domain/model-watch";
import { upstreamPrices, type UpstreamPrice } from "~/.server/ai/catalog/upstream-prices";
import type { ListedRoute, WatchedRoute } from "./listed-routes";
import { usualCostUsd } from "./usual-request";

/** Prices are rounded somewhere on their way. */
const tolerance = 0.005;

/** What has become of a route, by what its provider said and what Easel reckons with. Pure. */
export function compareRoute(
  { route, definition }: WatchedRoute,
  listed: ListedRoute | undefined,
): WatchedRouteView {
  const price = upstreamPrices[route.id];
  const asked = listed?.usd == null || !listed.per ? null : { usd: listed.usd, per: listed.per };
  const configured = price ? reckoned(price, definition, asked?.per ?? null) : null;
  return {
    route: route.id,
    model: definition.card.name,
    asked,
    configured,
    state: listed ? stateOf(listed.isThere, asked, configured) : "unread",
  };
}

function stateOf(
  isThere: boolean,
  asked: WatchedPrice | null,
  configured: WatchedPrice | null,
): WatchedRouteView["state"] {
  if (!isThere) return "gone";
  if (!asked || !configured) return "unpriced";
  if (asked.per !== configured.per) return "unlike";
  if (asked.usd > configured.usd * (1 + tolerance)) return "dearer";
  return asked.usd < (configured.leastUsd ?? configured.usd) * (1 - tolerance) ? "cheaper" : "same";
}

/** Our own price in the provider's terms: for a usual request, else as it stands in our list. */
function reckoned(
  price: UpstreamPrice,
  definition: WatchedRoute["definition"],
  per: string | null,
): WatchedPrice {
  const usual = per === "request" ? usualCostUsd(definition, price) : null;
  if (usual !== null) return { usd: usual, per: "request" };
  const all = typeof price.usd === "number" ? [price.usd] : Object.values(price.usd);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return { usd: most, per: price.per, ...(least < most && { leastUsd: least }) };
}

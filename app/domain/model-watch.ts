/** What something costs in dollars: for a file, a second, a megapixel, a usual request, or as the provider has it. */
export interface WatchedPrice {
  usd: number;
  per: string;
  /** The least of them, where resolutions differ; `usd` is the most. */
  leastUsd?: number;
}

/** One route of a model, as its provider last told of it. */
export interface WatchedRouteView {
  route: string;
  model: string;
  /**
   * `gone`: the provider no longer has it. `dearer`, `cheaper`, `same`: than Easel reckons. `unlike`: the provider asks
   * for something else than Easel reckons with. `unpriced`: one of them states no price. `unread`: nothing is known.
   */
  state: "gone" | "dearer" | "cheaper" | "same" | "unlike" | "unpriced" | "unread";
  asked: WatchedPrice | null;
  configured: WatchedPrice | null;
}

/** A provider with its routes. */
export interface WatchedProvider {
  name: string;
  /** When it last told; null: not yet. */
  checkedAt: string | null;
  /** Why it did not tell when it was last asked; null: it did. */
  trouble: string | null;
  routes: readonly WatchedRouteView[];
}

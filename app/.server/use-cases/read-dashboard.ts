import type { DashboardPage } from "~/domain/admin/dashboard";
import {
  type DashboardView,
  type LostRow,
  type MoneyRow,
  type ProviderRow,
  waitOf,
} from "~/domain/admin/dashboard-view";
import type { Dashboard, RangeWanted } from "../admin/dashboard-port";
import type { ModelRegistry, UpstreamCosts } from "../ai/port";

export interface ReadDashboardDeps {
  dashboard: Pick<Dashboard, "page">;
  models: Pick<ModelRegistry, "find" | "providerName">;
  upstreamCosts: UpstreamCosts;
}

type Waits = DashboardPage["routes"][number]["waits"];
type Work = DashboardPage["work"]["done"][number];

/**
 * All that an admin sees of a range of days, with names for models and providers, and in dollars what the credits that
 * were kept are worth and what the same files cost by the providers' price lists. Errors: signed_out, unavailable.
 */
export async function readDashboard(
  deps: ReadDashboardDeps,
  adminSession: string,
  range: RangeWanted,
): Promise<DashboardView> {
  const page = await deps.dashboard.page(adminSession, range);
  const ids = [page.models, page.routes, page.work.done, page.work.lost, page.latest].flatMap(
    (rows) => rows.map(({ model }) => model),
  );
  return {
    ...page,
    providers: providerRows(page, deps),
    money: moneyRows(page, deps),
    lost: lostRows(page, deps),
    creditWorthUsd: deps.upstreamCosts.creditWorthUsd,
    modelNames: Object.fromEntries(ids.map((id) => [id, nameOf(deps, id)])),
  };
}

const nameOf = ({ models }: Pick<ReadDashboardDeps, "models">, id: string) =>
  models.find(id)?.name ?? id;

function providerRows(page: DashboardPage, deps: ReadDashboardDeps): ProviderRow[] {
  const providers = Map.groupBy(page.routes, ({ route, model }) =>
    deps.models.providerName(providerIn(route), model),
  );
  return [...providers].map(([provider, routes]) => ({
    provider,
    answers: routes.reduce((sum, { answers }) => sum + answers, 0),
    failures: routes.reduce((sum, { failures }) => sum + failures, 0),
    ...waitsOf(mergeWaits(routes.map(({ waits }) => waits))),
    routes: routes.map(({ waits, ...row }) => ({
      ...row,
      modelName: nameOf(deps, row.model),
      ...waitsOf(waits),
    })),
  }));
}

/** A route is named `provider:…`. */
const providerIn = (route: string): string => route.split(":", 1)[0] ?? route;

const waitsOf = (waits: Waits) => ({
  usualSeconds: waitOf(waits, 0.5),
  slowSeconds: waitOf(waits, 0.9),
});

function mergeWaits(lists: readonly Waits[]): Waits {
  const merged = new Map<number, number>();
  for (const [bucket, many] of lists.flat()) merged.set(bucket, (merged.get(bucket) ?? 0) + many);
  return [...merged].toSorted(([a], [b]) => a - b);
}

/** Every model that was asked for or made something, the one that took most first. */
function moneyRows(page: DashboardPage, deps: ReadDashboardDeps): MoneyRow[] {
  const done = Map.groupBy(page.work.done, ({ kind, model }) => `${kind} ${model}`);
  const kept = new Map(page.models.map((row) => [`${row.kind} ${row.model}`, row]));
  return [...new Set([...kept.keys(), ...done.keys()])]
    .map((key) => {
      const [kind = "", model = ""] = key.split(/ (.*)/s);
      const keptCredits = kept.get(key)?.keptCredits ?? 0;
      const work = done.get(key) ?? [];
      return {
        kind,
        model,
        modelName: nameOf(deps, model),
        files: work.reduce((sum, { count }) => sum + count, 0),
        keptCredits,
        takenUsd: keptCredits * deps.upstreamCosts.creditWorthUsd,
        ...costOf(work, deps.upstreamCosts),
      };
    })
    .toSorted((a, b) => b.keptCredits - a.keptCredits);
}

function lostRows(page: DashboardPage, deps: ReadDashboardDeps): LostRow[] {
  const keyOf = ({ route, model }: Work) => `${route} ${model}`;
  const lost = Map.groupBy(page.work.lost, keyOf);
  return [...Map.groupBy(page.work.orphans, keyOf)].map(([key, orphans]) => {
    const { route = "", model = "" } = orphans[0] ?? {};
    return {
      provider: deps.models.providerName(providerIn(route), model),
      model,
      modelName: nameOf(deps, model),
      requests: orphans.reduce((sum, { count }) => sum + count, 0),
      refundedCredits: orphans.reduce((sum, { amount }) => sum + amount, 0),
      ...costOf(lost.get(key) ?? [], deps.upstreamCosts),
    };
  });
}

function costOf(work: readonly Work[], costs: UpstreamCosts) {
  const sum = { costUsd: 0, unpricedFiles: 0 };
  for (const { model, route, detail, count, amount } of work) {
    const { resolution = "", silent } =
      /^(?<resolution>.*?) ?(?<silent>silent)?$/.exec(detail)?.groups ?? {};
    const sound = silent ? ("off" as const) : undefined;
    const asked = { model, route, resolution, sound, files: count, videoSeconds: amount / 1000 };
    const usd = costs.usdOf(asked);
    if (usd === null) sum.unpricedFiles += count;
    else sum.costUsd += usd;
  }
  return sum;
}

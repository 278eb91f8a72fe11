import { expect, test } from "vitest";
import { createUpstreamCosts } from "~/.server/ai/upstream-costs";
import { readDashboard } from "~/.server/use-cases/read-dashboard";
import { dashboardPage, type DashboardPage } from "~/domain/admin/dashboard";
import { dashboardTables } from "~/components/dashboard/tables";

const wan = "fal:fal-ai/wan/v2.7/text-to-video";
const flux = "fal:fal-ai/flux/schnell";
const model = (kind: string, id: string, asked: number, keptCredits: number) => ({
  kind,
  model: id,
  asked,
  succeeded: asked,
  failed: 0,
  canceled: 0,
  files: asked,
  keptCredits,
});
const work = (
  kind: string,
  id: string,
  route: string,
  detail: string,
  count: number,
  ms: number,
) => ({
  kind,
  model: id,
  route,
  detail,
  count,
  amount: ms,
});

const empty: DashboardPage = {
  range: {
    firstDay: "2026-11-01",
    today: "2026-11-27",
    from: "2026-11-27",
    to: "2026-11-27",
    step: "day",
  },
  people: { total: 0, joined: 0, left: 0, activeDay: 0, activeWeek: 0, activeMonth: 0 },
  steps: [],
  models: [],
  routes: [],
  credits: { reasons: [], outstanding: 0 },
  work: { done: [], lost: [], orphans: [] },
  storage: [],
  latest: [],
  cleanUps: [],
  check: {
    startedAt: null,
    startedBy: null,
    finishedAt: null,
    place: null,
    violationCount: 0,
    violations: [],
  },
};

const definitions = [
  { card: { id: "flux", pictures: [] }, megapixels: 2 },
] as unknown as Parameters<typeof createUpstreamCosts>[0];
const providers = [{ name: "painter", isFree: true }, { name: "fal" }];

function read(page: Partial<DashboardPage>) {
  return readDashboard(
    {
      dashboard: { page: async () => dashboardPage.parse({ ...empty, ...page }) },
      models: {
        find: () => null,
        providerName: (provider) => `The ${provider}`,
      },
      upstreamCosts: createUpstreamCosts(definitions, providers, 0.0001),
    },
    "a session",
    { from: null, to: null, days: null },
  );
}

test("sets what credits are worth against what providers ask for the same files", async () => {
  const { money } = await read({
    models: [
      model("image", "flux", 2, 1000),
      model("image", "painter", 3, 1500),
      model("video", "wan", 2, 30_000),
    ],
    work: {
      done: [
        work("image", "flux", flux, "", 2, 0),
        work("image", "painter", "painter:painter", "", 3, 0),
        work("video", "wan", wan, "1080p", 1, 10_000),
        work("video", "wan", wan, "720p", 1, 5000),
      ],
      lost: [],
      orphans: [],
    },
  });
  expect(money.map(({ model: id, costUsd, takenUsd }) => [id, takenUsd, costUsd])).toEqual([
    // Ten seconds at $0.15 and five at $0.10; two pictures of two megapixels at $0.003; and the painter is free.
    ["wan", 3, expect.closeTo(2)],
    ["painter", expect.closeTo(0.15), 0],
    ["flux", 0.1, expect.closeTo(0.012)],
  ]);
});

test("a price that nobody states is no price of zero", async () => {
  const view = await read({
    models: [model("image", "other", 2, 1000)],
    work: { done: [work("image", "other", "elsewhere:x", "", 2, 0)], lost: [], orphans: [] },
  });
  expect(view.money[0]).toMatchObject({ costUsd: 0, unpricedFiles: 2 });
  expect(dashboardTables.money(view).rows[0]).toEqual([
    "other",
    "Pictures",
    2,
    1000,
    expect.closeTo(0.1),
    null,
    null,
    null,
    2,
  ]);
});

test("says what refunded requests may have cost, by route", async () => {
  const { lost } = await read({
    work: {
      done: [],
      lost: [work("video", "wan", wan, "1080p", 1, 10_000)],
      orphans: [
        work("video", "wan", wan, "timed_out", 1, 15_000),
        work("video", "wan", wan, "canceled", 1, 9000),
      ],
    },
  });
  expect(lost).toEqual([
    {
      provider: "The fal",
      model: "wan",
      modelName: "wan",
      requests: 2,
      refundedCredits: 24_000,
      costUsd: expect.closeTo(1.5),
      unpricedFiles: 0,
    },
  ]);
});

test("sums up the routes of a provider, waits and all", async () => {
  const { providers: rows } = await read({
    routes: [
      { route: flux, model: "flux", answers: 4, failures: 1, waits: [[10, 3]] },
      { route: wan, model: "wan", answers: 6, failures: 2, waits: [[30, 4]] },
    ],
  });
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ provider: "The fal", answers: 10, failures: 3 });
  expect(rows[0]?.usualSeconds).toBeCloseTo(0.1 * 1.2 ** 29.5);
  expect(rows[0]?.routes.map(({ usualSeconds }) => usualSeconds)).toEqual([
    expect.closeTo(0.1 * 1.2 ** 9.5),
    expect.closeTo(0.1 * 1.2 ** 29.5),
  ]);
});

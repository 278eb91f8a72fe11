/** What admins see of how an Easel runs: the read model of `dashboard_page`. */
import { z } from "zod";
import { creditReasons } from "~/domain/credits";
import { generationKinds, generationStatuses } from "~/domain/generation";

const count = z.number();
const day = z.iso.date();
const moment = z.iso.datetime({ offset: true });

/** Why credits moved. What admins took is counted apart from what they gave. */
const ledgerReasons = [...creditReasons, "deduction"] as const;
export type LedgerReason = (typeof ledgerReasons)[number];

const work = z.object({
  kind: z.string(),
  model: z.string(),
  route: z.string(),
  detail: z.string(),
  count,
  amount: count,
});

export const checkRun = z.object({
  startedAt: moment.nullable(),
  startedBy: z.string().nullable(),
  finishedAt: moment.nullable(),
  place: z.string().nullable(),
  violationCount: count,
  violations: z.array(z.object({ rule: z.string(), subject: z.string(), sentence: z.string() })),
});
export type CheckRun = z.output<typeof checkRun>;

export const dashboardPage = z.object({
  range: z.object({
    firstDay: day,
    today: day,
    from: day,
    to: day,
    step: z.enum(["day", "week", "month"]),
  }),
  people: z.object({
    total: count,
    joined: count,
    left: count,
    activeDay: count,
    activeWeek: count,
    activeMonth: count,
  }),
  steps: z.array(
    z.object({
      day,
      days: count,
      joined: count,
      activeADay: count,
      images: count,
      edits: count,
      videos: count,
      succeeded: count,
      failed: count,
      canceled: count,
      granted: count,
      spent: count,
      refunded: count,
      deducted: count,
    }),
  ),
  models: z.array(
    z.object({
      kind: z.string(),
      model: z.string(),
      asked: count,
      succeeded: count,
      failed: count,
      canceled: count,
      files: count,
      keptCredits: count,
    }),
  ),
  routes: z.array(
    z.object({
      route: z.string(),
      model: z.string(),
      answers: count,
      failures: count,
      waits: z.array(z.tuple([count, count])),
    }),
  ),
  credits: z.object({
    reasons: z.array(z.object({ reason: z.enum(ledgerReasons), entries: count, credits: count })),
    outstanding: count,
  }),
  work: z.object({ done: z.array(work), lost: z.array(work), orphans: z.array(work) }),
  storage: z.array(z.object({ kind: z.string(), files: count, bytes: count })),
  latest: z.array(
    z.object({
      userId: z.uuid(),
      userName: z.string(),
      isDeleted: z.boolean(),
      kind: z.enum(generationKinds),
      model: z.string(),
      status: z.enum(generationStatuses),
      outputCount: count,
      madeCount: count,
      failureCode: z.string().nullable(),
      priceCredits: count,
      at: moment,
    }),
  ),
  cleanUps: z.array(
    z.object({
      startedAt: moment,
      finishedAt: moment,
      outcome: z.enum(["done", "failed"]),
      expiredFiles: count,
      deletedObjects: count,
      failedObjects: count,
      orphanedObjects: count,
    }),
  ),
  check: checkRun,
});
export type DashboardPage = z.output<typeof dashboardPage>;
export type DashboardRange = DashboardPage["range"];

/** What admins see of people, gift codes and monthly credits, as the SQL functions for their pages return it. */
import { z } from "zod";
import { allowanceModes } from "~/domain/credits";
import { generationKinds, generationStatuses } from "~/domain/generation";
import { creditEntryView } from "~/domain/credit-views";

const time = z.iso.datetime({ offset: true });
const count = z.number().int();

export const personRow = z.object({
  id: z.uuid(),
  /** Empty once the account is deleted, like the email. */
  name: z.string(),
  email: z.string(),
  credits: count,
  createdAt: time,
  suspendedAt: time.nullable(),
  deletedAt: time.nullable(),
});
export type PersonRow = z.infer<typeof personRow>;

export const peoplePage = z.object({ people: z.array(personRow), hasMore: z.boolean() });

const allowanceRule = z.object({
  mode: z.enum(allowanceModes),
  credits: count,
  /** Of the month, in UTC. */
  day: count,
  nextAt: time,
});
export type AllowanceRule = z.infer<typeof allowanceRule>;
export type PeoplePage = z.infer<typeof peoplePage>;

/** Null: any number. */
const spendingCaps = z.object({ dayCredits: count.nullable(), monthCredits: count.nullable() });

const rules = { allowance: allowanceRule.nullable(), caps: spendingCaps.nullable() };

const personGeneration = z.object({
  id: z.uuid(),
  kind: z.enum(generationKinds),
  model: z.string(),
  prompt: z.string(),
  status: z.enum(generationStatuses),
  createdAt: time,
  outputCount: count,
  madeCount: count,
  chargedCredits: count,
  /** Of the charge, what was not given back. */
  keptCredits: count,
  /** Given back by hand, which is done once. */
  goodwillCredits: count,
});
export type PersonGeneration = z.infer<typeof personGeneration>;
export type SpendingCaps = z.infer<typeof spendingCaps>;

export const personPage = z.object({
  person: personRow,
  suspensionMessage: z.string().nullable(),
  /** Since when codes are asked for at their sign-in; null: they are not. */
  codesSince: time.nullable(),
  entries: z.array(creditEntryView),
  total: count,
  generations: z.array(personGeneration),
  /** The live ones. */
  sessions: z.array(
    z.object({ agent: z.string(), address: z.string(), createdAt: time, lastSeenAt: time }),
  ),
  ...rules,
  /** What holds where the person has no rule of their own. */
  common: z.object(rules),
});
export type PersonPage = z.infer<typeof personPage>;

const giftBatch = z.object({
  id: z.uuid(),
  label: z.string(),
  credits: count,
  codeCount: count,
  maxUses: count,
  uses: count,
  expiresAt: time.nullable(),
  withdrawnAt: time.nullable(),
  madeBy: z.string(),
  createdAt: time,
});
export type GiftBatch = z.infer<typeof giftBatch>;

export const giftBatchesPage = z.object({ batches: z.array(giftBatch), total: count });

export const giftBatchCodes = z.object({
  batch: giftBatch,
  codes: z.array(z.object({ number: count, hash: z.string(), uses: count })),
});
export type GiftBatchesPage = z.infer<typeof giftBatchesPage>;

export const allowancesPage = z.object({
  ...rules,
  /** What was given, the latest month first. */
  runs: z.array(
    z.object({
      /** `2026-11` */
      month: z.string(),
      startedAt: time,
      finishedAt: time.nullable(),
      people: count,
      credits: count,
    }),
  ),
  own: z.array(z.object({ person: personRow, allowance: allowanceRule })),
});
export type AllowancesPage = z.infer<typeof allowancesPage>;

/** How many credits admins may move by hand, as the environment says. */
export interface HandCaps {
  /** In one go. */
  maxCredits: number;
  /** All admins together within a day of UTC, both ways, gift codes included. */
  maxCreditsADay: number;
  /** More than that needs a second word. */
  confirmAbove: number;
}

/** The read models of credits, as the SQL page functions return them. */
import { z } from "zod";
import { allowanceModes, creditReasons } from "./credits";
import { generationKinds, generationStatuses } from "./generation";
import { accountView } from "./views";

const time = z.iso.datetime({ offset: true });

export const creditEntryView = z.object({
  seq: z.number().int(),
  delta: z.number().int(),
  balanceAfter: z.number().int(),
  reason: z.enum(creditReasons),
  note: z.string().nullable(),
  createdAt: time,
  generationId: z.uuid().nullable(),
  prompt: z.string().nullable(),
  status: z.enum(generationStatuses).nullable(),
  /** The file that this refund is for; null for one of a whole request, and for all other movements. */
  missing: z
    .object({
      kind: z.enum(generationKinds),
      /** Among the files of its request, from 1. */
      place: z.number().int(),
      outputCount: z.number().int(),
    })
    .nullable(),
});
export type CreditEntryView = z.infer<typeof creditEntryView>;
export const creditsPage = z.object({
  account: accountView.nullable(),
  entries: z.array(creditEntryView),
  total: z.number().int(),
  /** The most that the person may spend, and how much of it is spent; none where there is no limit. */
  spending: z.array(
    z.object({
      period: z.enum(["day", "month"]),
      limitCredits: z.number().int(),
      spentCredits: z.number().int(),
      endsAt: time,
    }),
  ),
  /** What comes by itself each month; null for nothing. */
  allowance: z
    .object({ mode: z.enum(allowanceModes), credits: z.number().int(), nextAt: time })
    .nullable(),
  /** Why a new account got no first credits. */
  firstGrantRefused: z.enum(["off", "email", "throwaway", "address", "day"]).nullable(),
});

export const creditsHistory = creditsPage.pick({ account: true, entries: true });
export type CreditsPage = z.infer<typeof creditsPage>;

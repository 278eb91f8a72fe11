/** What admins see of reports of shared pages, and the forms of what they do about them. */
import { z } from "zod";
import { plainText } from "~/domain/forms";
import { reportReasons } from "~/domain/sharing-choices";
import { mediaTileView } from "~/domain/views";
import { checked, reason } from "./forms";

const time = z.iso.datetime({ offset: true });

const reportView = z.object({
  id: z.uuid(),
  reason: z.enum(reportReasons),
  words: z.string(),
  /** Where an answer can go; empty for none. */
  contact: z.string(),
  createdAt: time,
  /** By then it is to be dealt with. */
  dueAt: time,
  closedAt: time.nullable(),
  state: z.enum(["open", "taken_down", "rejected"]),
  /** The file that it names; null: the whole board. */
  mediaId: z.uuid().nullable(),
  isBoard: z.boolean(),
  /** Null where the board is gone. */
  boardName: z.string().nullable(),
  owner: z.object({ id: z.uuid(), name: z.string() }),
});
export type ReportView = z.infer<typeof reportView>;

export const adminReports = z.object({
  open: z.number().int(),
  overdue: z.number().int(),
  hasAfter: z.boolean(),
  reports: z.array(reportView),
});
export type AdminReports = z.infer<typeof adminReports>;

export const adminReport = reportView.extend({
  /** The link works for everybody who has it. */
  isLive: z.boolean(),
  /** How many files there are on all pages, and how many of them are gone. */
  fileCount: z.number().int(),
  goneCount: z.number().int(),
  /** How many of them a take-down for this report would still hide or block. */
  leftCount: z.number().int(),
  /** A page of them: the one that it names first, then what is on the board or was; without those that are gone. */
  files: z.array(
    mediaTileView
      .pick({ id: true, kind: true, width: true, height: true, durationSeconds: true })
      .extend({
        thumbhash: z.string(),
        prompt: z.string(),
        /** Taken down, by this report or another. */
        isHidden: z.boolean(),
        isReported: z.boolean(),
      }),
  ),
  /** What its owner was told; null: nothing was taken down. */
  told: z.string().nullable(),
  history: z.array(
    z.object({ actor: z.string(), action: z.string(), reason: z.string(), at: time }),
  ),
});
export type AdminReport = z.infer<typeof adminReport>;

export const reportActForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("take-down"),
    takeDownId: z.uuid(),
    mediaId: z.array(z.uuid()).default([]),
    everything: checked,
    words: plainText(1000).default(""),
    reason,
  }),
  z.object({ intent: z.literal("reject"), reason }),
  z.object({ intent: z.literal("undo"), reason }),
  z.object({ intent: z.literal("note"), reason }),
]);
export type ReportAct = z.output<typeof reportActForm>;

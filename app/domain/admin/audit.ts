import { z } from "zod";

/** Which lines of the audit log are wanted: the latest, or those before or after the one with that number. */
export interface AuditQuery {
  actor: string | null;
  subject: string | null;
  /** The SQL function that made the change. */
  action: string | null;
  before: number | null;
  after: number | null;
  limit: number;
}

export const auditPage = z.object({
  lines: z.array(
    z.object({
      id: z.number().int(),
      actor: z.string(),
      action: z.string(),
      subject: z.string(),
      oldValue: z.unknown(),
      newValue: z.unknown(),
      reason: z.string(),
      createdAt: z.iso.datetime({ offset: true }),
      /** It set something that is still as it set it. */
      canUndo: z.boolean(),
    }),
  ),
  hasNewer: z.boolean(),
  hasOlder: z.boolean(),
});
export type AuditPage = z.infer<typeof auditPage>;
export type AuditLine = AuditPage["lines"][number];

import type { Container } from "~/.server/container";
import type { RulesForm } from "~/domain/admin/people-forms";

/** Saves or ends a rule of one person, or of everybody where `userId` is null. Errors: those of `CreditRules`. */
export async function applyRule(
  creditRules: Container["creditRules"],
  session: string,
  userId: string | null,
  form: RulesForm,
): Promise<void> {
  const { reason } = form;
  if (form.intent === "end-allowance")
    return await creditRules.endAllowance(session, userId, reason);
  if (form.intent === "caps") return await creditRules.cap(session, userId, form, reason);
  const { mode, credits, day, thisMonth: isForThisMonth } = form;
  await creditRules.allow(session, userId, { mode, credits, day, isForThisMonth }, reason);
}

import type { Container } from "~/.server/container";
import type { Admin } from "~/.server/http/admin-session";
import { models as words } from "~/components/admin/words";
import { modelSetting } from "~/domain/model-setting";
import { priceModel } from "~/domain/offered-models";
import { dearestRequest, maxRequestCredits } from "~/domain/prices";

/**
 * Puts back what one line of the audit log changed, or says why not: by a price of then a request may cost more than
 * the books take, now that a model makes more. `unchanged`: it was like that already. Errors: those of `Control`.
 */
export async function undoLine(
  { control, pages, models }: Pick<Container, "control" | "pages" | "models">,
  { session }: Admin,
  { line: id, reason }: { line: number; reason: string },
): Promise<"undone" | "unchanged" | Record<string, string[]>> {
  const nobody = { actor: null, subject: null, action: null, after: null };
  const { lines } = await control.audit(session, { ...nobody, before: id + 1, limit: 1 });
  const line = lines.find((each) => each.id === id);
  const card = line?.subject.startsWith("models.")
    ? models.find(line.subject.slice("models.".length))
    : null;
  const before = modelSetting.safeParse(line?.oldValue ?? {}).data ?? {};
  const dearest = card ? dearestRequest(priceModel(card, before)) : 0;
  if (dearest > maxRequestCredits) return { reason: [words.tooDear(dearest, maxRequestCredits)] };
  const isDone = await control.undo(session, id, reason);
  pages.forgetSettings();
  return isDone ? "undone" : "unchanged";
}

import type { z } from "zod";
import type { Container } from "~/.server/container";
import type { Admin } from "~/.server/http/admin-session";
import type { controlForm } from "~/domain/admin/forms";
import { readSetting } from "~/domain/admin/settings";
import { generationKinds } from "~/domain/generation";
import { offerModels } from "~/domain/offered-models";
import { priceWords } from "~/domain/prices";
import { undoLine } from "./undo.server";

/** Of the control page. */
const latestCount = 5;

/** What the control page shows. Errors: signed_out, unavailable. */
export async function readControl(
  { control, models, pages, signupCredits, env }: Container,
  session: string,
) {
  const query = { actor: null, subject: null, before: null, after: null };
  const [settings, now, { lines }] = await Promise.all([
    control.read(session),
    pages.settings(),
    control.audit(session, { ...query, action: "change_setting", limit: latestCount }),
  ]);
  const offered = offerModels(models.cards, now, models.providersOf);
  return {
    settings,
    handCaps: env.handCaps,
    fallbacks: { signup_credits: { value: signupCredits, variable: variableOf(env) } },
    providers: models.outsideProviders,
    models: offered.map((model) => ({
      id: model.id,
      name: model.name,
      kind: model.kind,
      isOn: model.enabled,
      price: priceWords(model),
      isChosen: model.id in settings.models,
    })),
    latest: lines,
  };
}

const variableOf = ({ withholdsFirstGrant }: Container["env"]): string =>
  withholdsFirstGrant ? "EMAIL_CONFIRMATION" : "SIGNUP_CREDITS";

type Done = "saved" | "unchanged" | "undone";

/** Makes one change, or says what is wrong with which field. Errors: those of `Control`. */
export async function changeControl(
  container: Pick<Container, "control" | "pages" | "models">,
  admin: Admin,
  form: z.infer<typeof controlForm>,
): Promise<Done | Record<string, string[]>> {
  const { control, pages } = container;
  if (form.intent === "undo") return await undoLine(container, admin, form);
  const { seen, reason } = form;
  if (form.intent === "provider") {
    const { isOn, message, provider } = form;
    const setting = { ...(!isOn && { enabled: false }), ...(message && { message }) };
    const value = Object.keys(setting).length > 0 ? setting : null;
    const change = { name: "providers", key: provider, value, seen, reason } as const;
    return changed(await control.change(admin.session, change));
  }
  const kinds = generationKinds.filter((kind) => form[kind]);
  const read = readSetting(form.name, { ...form, kinds });
  if ("problem" in read) return { value: [read.problem] };
  const change = { name: form.name, key: null, value: read.value, seen, reason };
  return changed(await control.change(admin.session, change));

  function changed(isDone: boolean): Done {
    pages.forgetSettings();
    return isDone ? "saved" : "unchanged";
  }
}

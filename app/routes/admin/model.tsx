import { redirect } from "react-router";
import type { Route } from "./+types/model";
import { AppError } from "~/.server/errors";
import { adminAction, requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { ModelScreen } from "~/components/admin/model-screen";
import { models as words } from "~/components/admin/words";
import { modelForm, placeField, rateField } from "~/domain/admin/forms";
import { priceModel } from "~/domain/offered-models";
import { dearestRequest, maxRequestCredits, priceWords } from "~/domain/prices";
import type { ModelSetting } from "~/domain/model-setting";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.card.name ?? words.model} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { models, control } = args.context.get(containerContext);
  const { modelId } = args.params;
  return await respond(async () => {
    const card = models.find(modelId);
    if (!card) throw new AppError("not_found");
    const setting = (await control.read(session)).models[modelId] ?? null;
    return {
      card,
      setting,
      routes: models.routesOf(modelId),
      price: priceWords(priceModel(card, setting ?? {})),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const { models, control, pages } = args.context.get(containerContext);
  const { modelId } = args.params;
  const routes = models.routesOf(modelId);
  const card = models.find(modelId);
  const rates = Object.keys(card?.rates ?? {});
  const schema = modelForm(rates, routes.length);
  return await adminAction(args, schema, async (form, { session }, refuseFields) => {
    if (!card) throw new AppError("not_found");
    const value = settingOf(form, rates, routes);
    const dearest = dearestRequest(priceModel(card, value ?? {}));
    if (dearest > maxRequestCredits)
      return refuseFields({ price: [words.tooDear(dearest, maxRequestCredits)] }, 400);
    const isDone = await control.change(session, {
      ...{ name: "models", key: modelId, value, seen: form.seen, reason: form.reason },
    });
    pages.forgetSettings();
    return redirect(`/admin-control?done=${isDone ? "saved" : "unchanged"}`, 303);
  });
}

type Checked = Pick<
  ReturnType<ReturnType<typeof modelForm>["parse"]>,
  "isOn" | "message" | "price"
> &
  Record<string, unknown>;

/** What an admin has chosen of the model; null for nothing. */
function settingOf(
  form: Checked,
  rateNames: readonly string[],
  routes: readonly { id: string }[],
): ModelSetting | null {
  const rates = rateNames.flatMap((name) => {
    const rate = form[rateField(name)];
    return typeof rate === "number" ? [[name, rate] as const] : [];
  });
  const placed = routes.flatMap(({ id }, at) => {
    const place = form[placeField(at)];
    return typeof place === "number" ? [{ id, place }] : [];
  });
  const order = placed.toSorted((one, other) => one.place - other.place).map(({ id }) => id);
  const setting: ModelSetting = {
    ...(!form.isOn && { enabled: false }),
    ...(form.message && { message: form.message }),
    ...(form.price !== null && { priceCredits: form.price }),
    ...(rates.length > 0 && { rates: Object.fromEntries(rates) }),
    ...(order.length > 0 && { routes: order }),
  };
  return Object.keys(setting).length > 0 ? setting : null;
}

export default function Model({ loaderData, actionData }: Route.ComponentProps) {
  return <ModelScreen {...loaderData} refusal={actionData} />;
}

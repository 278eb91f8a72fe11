import type { Refusal } from "~/components/errors/problem";
import { FieldError } from "~/components/ui/field-error";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import { placeField, rateField } from "~/domain/admin/forms";
import type { ModelCard } from "~/domain/models";
import type { ModelSetting } from "~/domain/model-setting";
import { AdminPage } from "./admin-page";
import { ChangeForm } from "./change-form";
import { Checkbox } from "./checkbox";
import { models as words, change } from "./words";

export interface ModelScreenProps {
  /** As the registry has it: what counts where an admin has chosen nothing. */
  card: Pick<ModelCard, "id" | "name" | "priceCredits" | "rates" | "durations">;
  setting: ModelSetting | null;
  routes: readonly { id: string; name: string }[];
  /** In words, as people are asked for it now. */
  price: string;
  refusal: Refusal | undefined;
}

/** `/admin-control/models/:modelId`: one model's switch, prices and routes. POSTs to itself. */
export function ModelScreen({ card, setting, routes, price, refusal }: ModelScreenProps) {
  const [form, fields] = useForm<{ price: string }>({
    id: "change-model",
    lastResult: refusal?.result,
    defaultValue: valuesOf(setting, routes),
  });
  const field = (name: string) => fields[name as "price"];
  const rates = Object.entries(card.rates ?? {});
  const bySecond = card.durations.length > 0;
  const number = { autoComplete: "off", inputMode: "decimal", className: "tabular-nums" } as const;
  return (
    <AdminPage title={card.name} words={words.usually(price)}>
      <ChangeForm
        id={form.id}
        reason={field("reason")}
        problem={refusal?.problem}
        hidden={{ seen: JSON.stringify(setting) }}
      >
        <Checkbox field={field("isOn")} label={change.isOn} />
        <TextField
          field={field("message")}
          label={change.message}
          hint={change.messageHint}
          autoComplete="off"
        />
        <TextField
          field={field("price")}
          label={words.priceField}
          hint={words.priceHint(card.priceCredits)}
          {...number}
        />
        {rates.length > 0 && (
          <fieldset className="grid min-w-0 gap-4">
            <legend className="mb-1 font-medium">{bySecond ? words.rates : words.ratesEach}</legend>
            <p className="text-md text-soft">{bySecond ? words.ratesHint : words.ratesEachHint}</p>
            {rates.map(([name, usual]) => (
              <TextField
                key={name}
                field={field(rateField(name))}
                label={words.rate(name)}
                hint={words.usualRate(usual)}
                {...number}
              />
            ))}
          </fieldset>
        )}
        {routes.length > 1 && (
          <fieldset className="grid min-w-0 gap-4">
            <legend className="mb-1 font-medium">{words.routes}</legend>
            <p className="text-md text-soft">{words.routesHint}</p>
            {routes.map((route, at) => (
              <TextField
                key={route.id}
                field={field(placeField(at))}
                label={`${route.name} (${route.id})`}
                {...number}
              />
            ))}
          </fieldset>
        )}
        <FieldError field={field("seen")} />
      </ChangeForm>
      <p>
        <a href="/admin-control" className="link">
          {words.back}
        </a>
      </p>
    </AdminPage>
  );
}

/** What the form begins with: only what an admin has chosen. */
function valuesOf(setting: ModelSetting | null, routes: ModelScreenProps["routes"]) {
  const {
    enabled,
    message = "",
    priceCredits = "",
    rates = {},
    routes: order = [],
  } = setting ?? {};
  return {
    isOn: enabled === false ? undefined : "on",
    message,
    price: `${priceCredits}`,
    ...Object.fromEntries(
      Object.entries(rates).map(([name, rate]) => [rateField(name), `${rate}`]),
    ),
    ...Object.fromEntries(
      routes.map(({ id }, at) => [
        placeField(at),
        order.includes(id) ? `${order.indexOf(id) + 1}` : "",
      ]),
    ),
  };
}

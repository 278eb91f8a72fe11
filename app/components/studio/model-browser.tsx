import { useState } from "react";
import { Form, useSearchParams } from "react-router";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { Input } from "~/components/ui/input";
import { RadioItem } from "~/components/ui/radio-group";
import { useHydrated } from "~/components/ui/use-hydrated";
import { UserText } from "~/components/ui/user-text";
import { costWords, failingWords, takesWords } from "./model-words";
import { arrangeModels, tierChoices, type ArrangedModel } from "./arrange-models";
import type { StudioScreenProps } from "./types";
import { models as words } from "./words";

export interface ModelBrowserProps extends Pick<StudioScreenProps, "models" | "generations"> {
  /** The id of the chosen one. */
  selected: string;
  /** Takes the choice here; left out on a page of its own, whose address then says it. */
  onPick?: (model: string) => void;
}

/** Of this form; everything else in the address is what the studio's form is filled from. */
const ownFields = ["model", "choose", "find", "tier"];

/**
 * All models to compare and choose from, with a search. GETs the page with `model`, or again with `find` and `tier`;
 * what is in the address besides goes along, so that the studio's form comes back as it was.
 */
export function ModelBrowser({ models, generations, selected, onPick }: ModelBrowserProps) {
  const [query] = useSearchParams();
  const [find, setFind] = useState(onPick ? "" : (query.get("find") ?? ""));
  const [tier, setTier] = useState(onPick ? "" : (query.get("tier") ?? ""));
  const hydrated = useHydrated();
  const groups = arrangeModels(models, generations, { find, tier });
  return (
    <Form className="grid gap-6" onSubmit={(event) => onPick && event.preventDefault()}>
      {[...query]
        .filter(([name]) => !ownFields.includes(name))
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      <div className="flex flex-wrap items-center gap-3">
        <search className="flex min-w-0 flex-[1_1_16rem] gap-1">
          <Input
            type="search"
            name="find"
            defaultValue={find}
            onChange={(event) => setFind(event.target.value)}
            aria-label={words.search}
            placeholder={words.search}
          />
          {/* Enter in the field presses the first button of a form. */}
          <Button name="choose" value="model" variant="ghost" size="icon">
            <Icon name="icon-[lucide--search]" size={20} />
            <span className="sr-only">{words.button}</span>
          </Button>
        </search>
        <fieldset className="flex min-w-0 flex-wrap gap-1.5">
          <legend className="sr-only">{words.which}</legend>
          {tierChoices(models).map(({ value, label }) => (
            <RadioItem
              key={value}
              name="tier"
              value={value}
              defaultChecked={value === tier}
              onChange={() => setTier(value)}
              className="px-3.5"
            >
              {label}
            </RadioItem>
          ))}
        </fieldset>
      </div>
      <output className="sr-only">
        {hydrated &&
          find &&
          words.found(groups.reduce((sum, { models: all }) => sum + all.length, 0))}
      </output>
      {groups.length === 0 && (
        <p className="py-8 text-center text-soft wrap-anywhere">
          {words.noMatch}
          {find && (
            <>
              {" "}
              “<bdi>{find}</bdi>”
            </>
          )}
          {words.tryAnother}
        </p>
      )}
      {groups.map(({ title, models: shown }) => (
        <section key={title} className="grid gap-3" aria-label={title}>
          <h3 className="text-md font-medium text-soft">{title}</h3>
          <ul className="grid grid-cols-1 gap-2.5 sm:grid-cols-2 lg:grid-cols-3">
            {shown.map((model) => (
              <li key={model.id} className="grid">
                <ModelOption model={model} isSelected={model.id === selected} onPick={onPick} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Form>
  );
}

interface ModelOptionProps {
  model: ArrangedModel;
  isSelected: boolean;
  onPick: ModelBrowserProps["onPick"];
}

function ModelOption({ model, isSelected, onPick }: ModelOptionProps) {
  const failing = failingWords(model);
  return (
    <button
      type="submit"
      name="model"
      value={model.id}
      onClick={(event) => {
        if (!onPick) return;
        event.preventDefault();
        onPick(model.id);
      }}
      aria-pressed={isSelected}
      className="model-card content-start"
    >
      <span className="flex items-center gap-2">
        <UserText className="min-w-0 text-base font-semibold">{model.name}</UserText>
        {model.builtIn && <Badge>{words.builtIn}</Badge>}
        {!model.enabled && <Badge variant="warning">{words.off}</Badge>}
        {isSelected && <Icon name="icon-[lucide--check]" className="ml-auto" />}
      </span>
      <UserText className="text-soft">{model.bestFor}</UserText>
      <span className="mt-1 font-medium tabular-nums">{costWords(model)}</span>
      <span className="text-soft">{takesWords(model)}</span>
      {failing && <span className="text-warning">{failing}</span>}
      {!failing && model.failureShare !== null && (
        <span className="text-success">{words.worksWell}</span>
      )}
      {model.message && <UserText className="text-warning">{model.message}</UserText>}
      {model.own.length > 0 && (
        <span className="mt-1.5 flex gap-1.5">
          {model.own.map(({ id }) => (
            <img
              key={id}
              src={`/media/${id}/thumb`}
              alt=""
              width={56}
              height={56}
              loading="lazy"
              decoding="async"
              className="size-14 rounded-control bg-sunken object-cover"
            />
          ))}
          <span className="sr-only">{words.used}</span>
        </span>
      )}
    </button>
  );
}

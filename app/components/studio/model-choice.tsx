import type { ReactNode } from "react";
import { Badge } from "~/components/ui/badge";
import { cn } from "~/components/ui/cn";
import { Icon } from "~/components/ui/icon";
import { UserText } from "~/components/ui/user-text";
import { IntentButton } from "./intent-button";
import { costWords, failingWords } from "./model-words";
import { SettingFold } from "./setting-fold";
import type { StudioModel } from "./types";
import { models as words, settings } from "./words";

/** As many as are shown side by side; more are in a list of their own. */
const mostInPlace = 3;

/** The chosen one of many: a card on wide screens. */
const changeCard =
  "lg:grid lg:w-full lg:gap-1 lg:rounded-control lg:border lg:border-ink lg:bg-surface lg:p-3.5 lg:text-left lg:text-md lg:ring-1 lg:ring-ink";

interface ModelChoiceProps {
  models: readonly StudioModel[];
  selected: StudioModel;
  onChoose(model: string): void;
  /** Shows the list of many models. */
  onOpen(): void;
}

/**
 * The chosen model, with the way to others: few as cards, many in a sheet over the page. Without JavaScript each button
 * POSTs the whole form with its intent, and the page comes back with the settings and prices of that model, or as the
 * list of models, and with what was typed.
 */
export function ModelChoice({ models, selected, onChoose, onOpen }: ModelChoiceProps) {
  return (
    <fieldset id="model" className="min-w-0 max-lg:contents lg:grid lg:gap-2">
      <legend className="mb-2 font-medium max-lg:sr-only">{settings.model}</legend>
      {models.length > mostInPlace ? (
        <IntentButton
          intent="choose:model"
          aria-haspopup="dialog"
          onPress={() => onOpen()}
          className={cn("pill max-lg:order-1", changeCard)}
        >
          <ModelFacts model={selected} inPill>
            <span className="ml-auto flex shrink-0 items-center gap-1 text-md font-medium max-lg:hidden">
              <span>{words.change}</span>
              <Icon name="icon-[lucide--chevron-right]" />
            </span>
          </ModelFacts>
        </IntentButton>
      ) : (
        <SettingFold
          legend={settings.model}
          choices={[selected.name]}
          chosen={0}
          triggerClassName="max-lg:order-1"
        >
          <div className="grid gap-1.5">
            {models.map((model) => (
              <ModelCard
                key={model.id}
                model={model}
                isSelected={model === selected}
                onChoose={onChoose}
              />
            ))}
          </div>
        </SettingFold>
      )}
    </fieldset>
  );
}

interface ModelCardProps {
  model: StudioModel;
  isSelected: boolean;
  onChoose(model: string): void;
}

function ModelCard({ model, isSelected, onChoose }: ModelCardProps) {
  return (
    <IntentButton
      intent={`model:${model.id}`}
      onPress={() => onChoose(model.id)}
      aria-pressed={isSelected}
      className="model-card"
    >
      <ModelFacts model={model}>
        {isSelected && <Icon name="icon-[lucide--check]" className="ml-auto" />}
      </ModelFacts>
    </IntentButton>
  );
}

interface ModelFactsProps {
  model: StudioModel;
  /** True where it is a pill on phones, which has room for the name alone. */
  inPill?: boolean;
  /** At the end of the first line. */
  children: ReactNode;
}

function ModelFacts({ model, inPill = false, children }: ModelFactsProps) {
  const warnings = [failingWords(model), model.message];
  const hidden = inPill && "max-lg:hidden";
  return (
    <>
      <span className="flex items-center gap-2">
        <UserText className={cn("min-w-0", inPill ? "lg:font-semibold" : "font-semibold")}>
          {model.name}
        </UserText>
        {model.builtIn && <Badge className={cn(hidden)}>{words.builtIn}</Badge>}
        {!model.enabled && (
          <Badge variant="warning" className={cn(hidden)}>
            {words.off}
          </Badge>
        )}
        {children}
      </span>
      <UserText className={cn("text-soft", hidden)}>{model.bestFor}</UserText>
      <span className={cn("text-soft tabular-nums", hidden)}>{costWords(model)}</span>
      {warnings.map(
        (warning) =>
          warning && (
            <span key={warning} className={cn("text-warning", hidden)}>
              {warning}
            </span>
          ),
      )}
    </>
  );
}

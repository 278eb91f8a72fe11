import type { ReactNode } from "react";
import { Badge } from "~/components/ui/badge";
import { cx } from "~/components/ui/cx";
import { Icon } from "~/components/ui/icon";
import { UserText } from "~/components/ui/user-text";
import { IntentButton } from "./intent-button";
import { costWords, failingWords } from "./model-words";
import { SettingFold } from "./setting-fold";
import type { StudioModel } from "./types";
import { models as words, settings } from "./words";

/** As many as are shown side by side; more are in a list of their own. */
const mostInPlace = 3;

interface ModelChoiceProps {
  models: readonly StudioModel[];
  selected: StudioModel;
  onChoose(model: string): void;
  /** Shows the list of many models. */
  onOpen(): void;
}

/**
 * The chosen model, with the way to others: few as cards, many in a sheet over the page. Without JavaScript each button POSTs the
 * whole form with its intent, and the page comes back with the settings and prices of that model, or as the list of models, and
 * with what was typed.
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
          className="model-change"
        >
          <ModelFacts model={selected}>
            <span className="ml-auto flex shrink-0 items-center gap-1 text-md font-medium max-lg:hidden">
              <span>{words.change}</span>
              <Icon name="chevron-right" />
            </span>
          </ModelFacts>
        </IntentButton>
      ) : (
        <SettingFold
          legend={settings.model}
          choices={[selected.name]}
          chosen={0}
          errors={undefined}
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
      className={cx(
        "model-card",
        isSelected ? "border-ink ring-1 ring-ink" : "border-line hover:border-edge",
      )}
    >
      <ModelFacts model={model}>
        {isSelected && <Icon name="check" className="ml-auto shrink-0" />}
      </ModelFacts>
    </IntentButton>
  );
}

interface ModelFactsProps {
  model: StudioModel;
  /** At the end of the first line. */
  children: ReactNode;
}

function ModelFacts({ model, children }: ModelFactsProps) {
  const warnings = [failingWords(model), model.message];
  return (
    <>
      <span className="flex items-center gap-2">
        <UserText className="min-w-0 font-semibold">{model.name}</UserText>
        {model.builtIn && <Badge>{words.builtIn}</Badge>}
        {!model.enabled && <Badge tone="warning">{words.off}</Badge>}
        {children}
      </span>
      <UserText className="model-more text-soft">{model.bestFor}</UserText>
      <span className="model-more text-soft tabular-nums">{costWords(model)}</span>
      {warnings.map(
        (warning) =>
          warning && (
            <span key={warning} className="model-more text-warning">
              {warning}
            </span>
          ),
      )}
    </>
  );
}

import type { MouseEvent, ReactNode } from "react";
import { Badge } from "~/components/ui/badge";
import { cx } from "~/components/ui/cx";
import { Icon } from "~/components/ui/icon";
import { UserText } from "~/components/ui/user-text";
import { modelTiers } from "~/domain/models";
import { costWords, failingWords } from "./model-words";
import type { StudioModel } from "./types";

/** As many as are shown side by side; more are folded behind the chosen one. */
const mostUnfolded = 3;

interface ModelChoiceProps {
  models: readonly StudioModel[];
  selected: StudioModel;
  onChoose(model: string): void;
  /** True when the list begins open. */
  open: boolean;
}

/**
 * Cards grouped by tier; many are folded behind the chosen one. Without JavaScript each card POSTs the whole form with its
 * intent, and the page comes back with the settings and prices of that model and what was typed.
 */
export function ModelChoice({ models, selected, onChoose, open }: ModelChoiceProps) {
  const list = <ModelList models={models} selected={selected} onChoose={onChoose} />;
  return (
    <fieldset id="model" className="grid min-w-0 gap-2">
      <legend className="mb-2 font-medium">Model</legend>
      {models.length > mostUnfolded ? (
        <details open={open}>
          <summary className="model-card border-ink ring-1 ring-ink">
            <ModelFacts model={selected}>
              <span className="ml-auto flex shrink-0 items-center gap-1 text-md font-medium">
                Change
                <Icon name="chevron-down" className="fold-mark" />
              </span>
            </ModelFacts>
          </summary>
          <div className="model-list">{list}</div>
        </details>
      ) : (
        list
      )}
    </fieldset>
  );
}

/** The choice is made: back to the folded card, which shows it. */
function closeList({ currentTarget }: MouseEvent<HTMLButtonElement>) {
  const list = currentTarget.closest("fieldset details");
  list?.removeAttribute("open");
  list?.querySelector("summary")?.focus();
}

function ModelList({ models, selected, onChoose }: Omit<ModelChoiceProps, "open">) {
  const tiers = modelTiers.filter((tier) => models.some((model) => model.tier === tier));
  return tiers.map((tier) => (
    <div key={tier} className="grid gap-1.5 not-first:mt-2">
      {tiers.length > 1 && <p className="tier-name">{tier}</p>}
      {models
        .filter((model) => model.tier === tier)
        .map((model) => (
          <button
            key={model.id}
            type="submit"
            name="intent"
            value={`model:${model.id}`}
            formNoValidate
            onClick={(event) => {
              event.preventDefault();
              onChoose(model.id);
              closeList(event);
            }}
            aria-pressed={model === selected}
            className={cx(
              "model-card",
              model === selected ? "border-ink ring-1 ring-ink" : "border-line hover:border-edge",
            )}
          >
            <ModelFacts model={model}>
              {model === selected && <Icon name="check" className="ml-auto shrink-0" />}
            </ModelFacts>
          </button>
        ))}
    </div>
  ));
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
        {model.builtIn && <Badge>Built in</Badge>}
        {!model.enabled && <Badge tone="warning">Off</Badge>}
        {children}
      </span>
      <UserText className="text-soft">{model.bestFor}</UserText>
      <span className="text-soft tabular-nums">{costWords(model)}</span>
      {warnings.map(
        (words) =>
          words && (
            <span key={words} className="text-warning">
              {words}
            </span>
          ),
      )}
    </>
  );
}

import { Badge } from "~/components/ui/badge";
import { cx } from "~/components/ui/cx";
import { Icon } from "~/components/ui/icon";
import { waitWords } from "~/components/ui/time-words";
import { formatCredits } from "~/domain/credits";
import { modelTiers, type ModelTier } from "~/domain/models";
import type { StudioModel } from "./types";

const tierNames: Readonly<Record<ModelTier, string>> = {
  quick: "Quick",
  standard: "Standard",
  finest: "Finest",
};

interface ModelChoiceProps {
  models: readonly StudioModel[];
  selected: StudioModel;
  path: string;
}

/**
 * Cards grouped by tier. Each card submits the whole form by GET, so that choosing a model keeps what was typed and
 * the page comes back with the settings and prices of that model.
 */
export function ModelChoice({ models, selected, path }: ModelChoiceProps) {
  const tiers = modelTiers.filter((tier) => models.some((model) => model.tier === tier));
  return (
    <fieldset id="model" className="grid min-w-0 gap-2">
      <legend className="mb-2 font-medium">Model</legend>
      {/* Before the buttons: in the query of a GET the pressed one comes last and wins. */}
      <input type="hidden" name="model" value={selected.id} />
      <input type="hidden" name="quotedCreditsEach" value={selected.priceCredits} />
      {tiers.map((tier) => (
        <div key={tier} className="grid gap-1.5">
          {tiers.length > 1 && (
            <p className="mt-1 text-sm font-medium text-soft">{tierNames[tier]}</p>
          )}
          {models
            .filter((model) => model.tier === tier)
            .map((model) => (
              <ModelButton
                key={model.id}
                model={model}
                selected={model.id === selected.id}
                path={path}
              />
            ))}
        </div>
      ))}
    </fieldset>
  );
}

interface ModelButtonProps {
  model: StudioModel;
  selected: boolean;
  path: string;
}

function ModelButton({ model, selected, path }: ModelButtonProps) {
  return (
    <button
      type="submit"
      name="model"
      value={model.id}
      formMethod="get"
      formAction={path}
      formNoValidate
      aria-pressed={selected}
      className={cx(
        "grid gap-1 rounded-control border bg-surface p-3.5 text-left transition-colors duration-150",
        selected ? "border-ink ring-1 ring-ink" : "border-line hover:border-edge",
      )}
    >
      <span className="flex items-center gap-2">
        <span className="font-semibold">{model.name}</span>
        {model.builtIn && <Badge>Built in</Badge>}
        {!model.enabled && <Badge tone="warning">Off</Badge>}
        {selected && <Icon name="check" className="ml-auto shrink-0" />}
      </span>
      <span className="text-md text-soft">{model.bestFor}</span>
      <span className="text-md text-soft tabular-nums">
        {formatCredits(model.priceCredits)} each, {waitWords(model.typicalSeconds)}
      </span>
      {model.message && <span className="text-md text-warning">{model.message}</span>}
    </button>
  );
}

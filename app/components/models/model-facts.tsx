import { Badge } from "~/components/ui/badge";
import { waitWords } from "~/components/ui/time-words";
import { priceWords } from "~/domain/prices";
import type { OfferedModel } from "~/domain/offered-models";
import type { ModelTier } from "~/domain/models";
import { modelFacts as words } from "./words";

interface ModelFactsProps {
  tier: ModelTier;
  models: readonly (OfferedModel & { runners: readonly string[] })[];
}

/** The models of one tier to read about; nothing when there are none. */
export function ModelFacts({ tier, models }: ModelFactsProps) {
  if (models.length === 0) return null;
  return (
    <>
      <h3 className="mt-4 mb-1 text-md font-semibold text-ink capitalize">{tier}</h3>
      <ul className="divide-y divide-line border-y border-line">
        {models.map((model) => (
          <li key={model.id} className="grid gap-1 py-3">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6">
              <h4 className="flex items-center gap-2 font-semibold text-ink">
                {model.name}
                {model.builtIn && <Badge>{words.builtIn}</Badge>}
                {!model.enabled && <Badge variant="warning">{words.off}</Badge>}
              </h4>
              <p className="text-md tabular-nums">
                {priceWords(model)}, {waitWords(model.typicalSeconds)}
              </p>
            </div>
            <div className="text-md">
              <p>{model.bestFor}</p>
              {model.message && <p className="text-warning">{model.message}</p>}
              <p>
                {beginsWith(model)}
                {model.builtIn ? words.runsHere : words.runBy(model.runners)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function beginsWith({ kind, source, film }: OfferedModel): string {
  if (kind !== "video" || source === "none") return "";
  if (film) return words.goesOn;
  return source === "required" ? words.needsPicture : words.takesPicture;
}

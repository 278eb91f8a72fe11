import type { GenerationCard } from "~/components/media/types";
import { ClockTime } from "~/components/ui/moment";
import { waitWords } from "~/components/ui/time-words";
import { formatCredits } from "~/domain/credits";
import type { ModelCard } from "~/domain/models";
import { standingWords } from "./words";

/** From then on nobody should sit and wait. */
const longSeconds = 45;

interface ProgressProps {
  generation: GenerationCard;
  model: ModelCard | null;
  /** True where there is little room: only where it stands. */
  brief?: boolean;
}

/** Where a pending request stands, how long it usually takes, and when the credits come back if it fails. */
export function Progress({ generation, model, brief = false }: ProgressProps) {
  const id = `progress-${generation.id}`;
  return (
    <div className="grid gap-2">
      <p id={id} className="font-medium tabular-nums">
        {standingWords(generation)}
      </p>
      <progress
        aria-labelledby={id}
        max={1}
        value={generation.status === "running" ? generation.progress : 0}
      />
      <p className={brief ? "sr-only" : "text-md text-soft"}>
        {model && `Usually takes ${waitWords(model.typicalSeconds)}. `}
        {model && model.typicalSeconds >= longSeconds && "You can leave this page meanwhile. "}
        If it fails, your {formatCredits(generation.chargedCredits)} come back by{" "}
        <ClockTime iso={generation.deadlineAt} />.
      </p>
    </div>
  );
}

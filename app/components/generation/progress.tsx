import type { GenerationCard } from "~/components/media/types";
import { ClockTime } from "~/components/ui/moment";
import { waitWords } from "~/components/ui/time-words";
import { formatCredits } from "~/domain/credits";
import { standingWords } from "./words";

/** From then on nobody should sit and wait. */
const longSeconds = 45;

interface ProgressProps {
  generation: GenerationCard;
  /** True where there is little room: only where it stands. */
  brief?: boolean;
}

/** Where a pending request stands, how long it usually takes, and when the credits come back if it fails. */
export function Progress({ generation, brief = false }: ProgressProps) {
  const { status, progress, usualSeconds, chargedCredits } = generation;
  const id = `progress-${generation.id}`;
  return (
    <div className="grid gap-2">
      <p id={id} className="font-medium tabular-nums">
        {standingWords(generation)}
      </p>
      <progress aria-labelledby={id} max={1} value={status === "running" ? progress : 0} />
      <p className={brief ? "sr-only" : "text-md text-soft"}>
        {`Usually takes ${waitWords(usualSeconds)}. `}
        {usualSeconds >= longSeconds && "You can leave this page meanwhile. "}
        {chargedCredits > 0 && <Refund generation={generation} />}
      </p>
    </div>
  );
}

/** When the credits are back at the latest: its time to wait ends at one moment, and its time to be made at another. */
function Refund({ generation }: Pick<ProgressProps, "generation">) {
  const credits = `your ${formatCredits(generation.chargedCredits)}`;
  const by = <ClockTime iso={generation.deadlineAt} />;
  if (generation.status === "queued")
    return (
      <>
        If it hasn't started by {by}, you get {credits} back.
      </>
    );
  return (
    <>
      If it fails, you get {credits} back by {by}.
    </>
  );
}

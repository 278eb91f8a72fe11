import { Suspense } from "react";
import { useAccountMark } from "~/components/layout/account-mark";
import { lazyPart } from "~/components/layout/lazy-part";
import type { GenerationCard } from "~/components/media/types";
import { ClockTime } from "~/components/ui/moment";
import { Progress } from "~/components/ui/progress";
import { useHydrated } from "~/components/ui/use-hydrated";
import { waitWords } from "~/components/ui/time-words";
import { formatCredits } from "~/domain/credits";
import { longSeconds } from "~/domain/generation";
import { progress as words, standingWords } from "./words";

/** From then on a notice is offered. */
const tellSeconds = 15;

const TellMe = lazyPart(
  () => import("./tell-me").then(({ TellMe }) => TellMe),
  () => null,
);

interface GenerationProgressProps {
  generation: GenerationCard;
  /** True where there is little room: only where it stands. */
  brief?: boolean;
}

/** Where a pending request stands, how long it usually takes, and when the credits come back if it fails. */
export function GenerationProgress({ generation, brief = false }: GenerationProgressProps) {
  const { status, progress, usualSeconds, chargedCredits } = generation;
  const id = `progress-${generation.id}`;
  const hydrated = useHydrated();
  const accountId = useAccountMark();
  return (
    <div className="grid gap-2">
      <p id={id} className="font-medium tabular-nums">
        {standingWords(generation)}
      </p>
      <Progress aria-labelledby={id} max={1} value={status === "running" ? progress : 0} />
      <p className={brief ? "sr-only" : "text-md text-soft"}>
        {`${words.usually(waitWords(usualSeconds))} `}
        {usualSeconds >= longSeconds && `${words.leave} `}
        {chargedCredits > 0 && <Refund generation={generation} />}
      </p>
      {hydrated && accountId && !brief && usualSeconds >= tellSeconds && (
        <Suspense>
          <TellMe accountId={accountId} generationId={generation.id} />
        </Suspense>
      )}
    </div>
  );
}

/** When the credits are back at the latest. */
function Refund({ generation }: Pick<GenerationProgressProps, "generation">) {
  const credits = formatCredits(generation.chargedCredits);
  const waits = generation.status === "queued" || generation.upstream !== null;
  const say = waits ? words.refundIfWaiting : words.refundIfFailed;
  const [before, after] = say(credits);
  return (
    <>
      {before}
      <ClockTime iso={generation.deadlineAt} />
      {after}
    </>
  );
}

import type { ReactNode } from "react";
import type { GenerationCard } from "~/components/media/types";
import { ExactTime } from "~/components/ui/moment";
import { UserText } from "~/components/ui/user-text";
import { formatCredits, shortfallOf } from "~/domain/credits";

interface FactProps {
  name: string;
  children: ReactNode;
}

/** One line of a list of facts. */
export function Fact({ name, children }: FactProps) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 border-b border-line py-2.5 last:border-0">
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 text-right wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}

/** What was quoted, charged and given back, who made it, and when. */
export function Receipt({ generation }: { generation: GenerationCard }) {
  const { chargedCredits, refundedCredits } = generation;
  const shortfall = shortfallOf(generation);
  return (
    <dl className="text-md">
      <Fact name="Price on the button">{formatCredits(generation.priceCredits)}</Fact>
      <Fact name="Charged">{formatCredits(chargedCredits)}</Fact>
      {refundedCredits > 0 && <Fact name="Refunded">{formatCredits(refundedCredits)}</Fact>}
      {shortfall && (
        <Fact name="Didn't come">{`${shortfall.missing} of ${shortfall.outputCount}`}</Fact>
      )}
      {refundedCredits > 0 && refundedCredits < chargedCredits && (
        <Fact name="You paid">{formatCredits(chargedCredits - refundedCredits)}</Fact>
      )}
      {generation.provider && (
        <Fact name={generation.status === "succeeded" ? "Made by" : "Sent to"}>
          {generation.providerWords}
        </Fact>
      )}
      {generation.providerRequestId && (
        <Fact name={`Number at ${generation.providerWords ?? "the provider"}`}>
          {generation.providerRequestId}
        </Fact>
      )}
      {generation.providerNote && (
        <Fact name={`${generation.providerWords ?? "Whoever made it"} said`}>
          <UserText>{generation.providerNote}</UserText>
        </Fact>
      )}
      {generation.attempts > 1 && <Fact name="Attempts">{generation.attempts}</Fact>}
      <Fact name="Asked for">
        <ExactTime iso={generation.createdAt} />
      </Fact>
      {generation.startedAt && (
        <Fact name="Started">
          <ExactTime iso={generation.startedAt} />
        </Fact>
      )}
      {generation.finishedAt && (
        <Fact name="Finished">
          <ExactTime iso={generation.finishedAt} />
        </Fact>
      )}
      <Fact name="Number here">{generation.id}</Fact>
    </dl>
  );
}

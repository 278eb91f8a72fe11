import type { ReactNode } from "react";
import type { GenerationCard } from "~/components/media/types";
import { ExactTime } from "~/components/ui/moment";
import { UserText } from "~/components/ui/user-text";
import { formatCredits, shortfallOf } from "~/domain/credits";
import { receipt as words } from "./words";

interface FactProps {
  name: string;
  children: ReactNode;
}

/** One line of a list of facts. */
export function Fact({ name, children }: FactProps) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What was quoted, charged and given back, who made it, and when. */
export function Receipt({ generation }: { generation: GenerationCard }) {
  const { chargedCredits, refundedCredits } = generation;
  const shortfall = shortfallOf(generation);
  if (generation.importedAt)
    return (
      <dl className="text-md">
        <Fact name={words.imported}>
          <ExactTime iso={generation.importedAt} />
        </Fact>
        <Fact name={words.requested}>
          <ExactTime iso={generation.createdAt} />
        </Fact>
        <Fact name={words.number}>{generation.id}</Fact>
      </dl>
    );
  return (
    <dl className="text-md">
      <Fact name={words.price}>{formatCredits(generation.priceCredits)}</Fact>
      <Fact name={words.charged}>{formatCredits(chargedCredits)}</Fact>
      {refundedCredits > 0 && <Fact name={words.refunded}>{formatCredits(refundedCredits)}</Fact>}
      {shortfall && (
        <Fact name={words.missing}>
          {words.missingOf(shortfall.missing, shortfall.outputCount)}
        </Fact>
      )}
      {refundedCredits > 0 && refundedCredits < chargedCredits && (
        <Fact name={words.paid}>{formatCredits(chargedCredits - refundedCredits)}</Fact>
      )}
      {generation.provider && (
        <Fact name={generation.status === "succeeded" ? words.madeBy : words.sentTo}>
          {generation.providerWords}
        </Fact>
      )}
      {generation.providerRequestId && (
        <Fact name={words.numberAt(generation.providerWords)}>{generation.providerRequestId}</Fact>
      )}
      {generation.providerNote && (
        <Fact name={words.quote(generation.providerWords)}>
          <UserText>{generation.providerNote}</UserText>
        </Fact>
      )}
      {generation.attempts > 1 && <Fact name={words.attempts}>{generation.attempts}</Fact>}
      <Fact name={words.requested}>
        <ExactTime iso={generation.createdAt} />
      </Fact>
      {generation.startedAt && (
        <Fact name={words.started}>
          <ExactTime iso={generation.startedAt} />
        </Fact>
      )}
      {generation.finishedAt && (
        <Fact name={words.finished}>
          <ExactTime iso={generation.finishedAt} />
        </Fact>
      )}
      <Fact name={words.number}>{generation.id}</Fact>
    </dl>
  );
}

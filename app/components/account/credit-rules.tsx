import { Card } from "~/components/ui/card";
import type { CreditsPage } from "~/domain/credit-views";
import { creditRules as words } from "./words";

/** What comes by itself each month, and what may be spent at most. Nothing where there is no such rule. */
export function CreditRules({ spending, allowance }: Pick<CreditsPage, "spending" | "allowance">) {
  if (spending.length === 0 && !allowance) return null;
  return (
    <Card className="grid gap-4 p-5">
      {allowance && <p>{words.allowance(allowance)}</p>}
      {spending.length > 0 && (
        <section className="grid gap-3" aria-label={words.limits}>
          {spending.map((limit) => (
            <Limit key={limit.period} limit={limit} />
          ))}
        </section>
      )}
    </Card>
  );
}

function Limit({ limit }: { limit: CreditsPage["spending"][number] }) {
  const { period, limitCredits, spentCredits } = limit;
  return (
    <div className="grid gap-1.5">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{words.periods[period]}</span>
        <span className="tabular-nums">{words.spent(spentCredits, limitCredits)}</span>
      </p>
      <p className="text-md text-soft">{words.starts[period]}</p>
    </div>
  );
}

import type { Database } from "./database.ts";
import type { ProviderCase } from "./provider-cases.ts";
import { grantCredits, type ProviderSite } from "./provider-site.ts";

interface Outcome {
  status: string;
  failureCode: string | null;
  charges: number;
  refunds: number;
  spentCredits: number;
  files: number;
}

/** What is wrong with how a case came out; empty when nothing is. */
export async function judgeCase(
  each: ProviderCase,
  generationId: string,
  database: Database,
  { emulator, deaths }: ProviderSite,
): Promise<string[]> {
  const { prompt, point, isMade, isFree, priceCredits } = each;
  const found = await readOutcome(database, generationId);
  const mine = isFree ? [] : emulator.received.filter(({ body }) => body.includes(prompt));
  const paid = mine.filter((received) => each.isPaidAnywhere(received)).length;
  const elsewhere = paid - mine.filter((received) => each.isPaidHere(received)).length;
  const died = deaths().filter((line) => line.startsWith(generationId));
  const expected: Outcome = {
    status: isMade ? "succeeded" : "failed",
    failureCode: isMade ? null : "ambiguous",
    charges: 1,
    refunds: isMade ? 0 : 1,
    spentCredits: isMade ? priceCredits : 0,
    files: isMade ? 1 : 0,
  };
  const is = JSON.stringify(found);
  const shouldBe = JSON.stringify(expected);
  return [
    ...(is === shouldBe ? [] : [`it is ${is} and not ${shouldBe}`]),
    ...(paid > 1 || (isMade && !isFree && paid === 0)
      ? [`${paid} requests may have cost money`]
      : []),
    ...(elsewhere === 0 ? [] : ["another provider was paid"]),
    ...(died.join() === (point ? `${generationId} ${point}` : "")
      ? []
      : [`workers died of it as follows: ${died.join(", ") || "none did"}`]),
  ];
}

async function readOutcome(database: Database, generationId: string): Promise<Outcome | undefined> {
  const [row] = await database.ask(
    (sql) => sql<Outcome[]>`
      select g.status, g.failure_code as "failureCode",
        count(*) filter (where l.reason = 'charge')::int as charges,
        count(*) filter (where l.reason = 'refund')::int as refunds,
        -sum(l.delta)::int as "spentCredits",
        (select count(*)::int from media m where m.generation_id = g.id) as files
      from generations g left join credit_ledger l on l.generation_id = g.id
      where g.id = ${generationId} group by g.id`,
  );
  return row;
}

/** What is wrong with the balance of the one person who ordered these; empty when nothing is. */
export async function judgeBalance(
  cases: readonly ProviderCase[],
  database: Database,
): Promise<string[]> {
  const spent = cases.reduce((sum, each) => sum + (each.isMade ? each.priceCredits : 0), 0);
  const [row] = await database.ask((sql) => sql<{ credits: string }[]>`select credits from users`);
  return Number(row?.credits) === grantCredits - spent
    ? []
    : [`the balance is ${row?.credits} and not ${grantCredits - spent}`];
}

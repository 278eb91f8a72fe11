import { cn } from "~/components/ui/cn";
import { RelativeTime } from "~/components/ui/moment";
import { Pagination } from "~/components/ui/pagination";
import { Card } from "~/components/ui/card";
import { PageLink } from "~/components/ui/page-link";
import { UserText } from "~/components/ui/user-text";
import { formatCredits } from "~/domain/credits";
import type { Refusal } from "~/components/errors/problem";
import type { CreditEntryView, CreditsPage } from "~/domain/credit-views";
import type { AccountView } from "~/domain/views";
import { AccountPage } from "./account-page";
import { CreditsDownload } from "./credits-download";
import { CreditRules } from "./credit-rules";
import { GiftCodeForm } from "./gift-code-form";
import { credits as words, grantRefusals, movementWords } from "./words";

export interface CreditsScreenProps {
  account: AccountView;
  entries: readonly CreditEntryView[];
  total: number;
  firstGrantRefused: CreditsPage["firstGrantRefused"];
  spending: CreditsPage["spending"];
  allowance: CreditsPage["allowance"];
  /** What a gift code has just given; null: none has. */
  addedCredits: number | null;
  refusal: Refusal | undefined;
  /** From 1. */
  page: number;
  pageSize: number;
  nowIso: string;
}

/** Every movement of credits, newest first, with `?page=`. */
export function CreditsScreen({
  account,
  entries,
  total,
  firstGrantRefused,
  spending,
  allowance,
  addedCredits,
  refusal,
  page,
  pageSize,
  nowIso,
}: CreditsScreenProps) {
  return (
    <AccountPage>
      <header className="grid gap-1">
        <h1 className="text-lg text-soft">{words.title}</h1>
        <p className="text-4xl font-semibold tracking-tight tabular-nums">
          {formatCredits(account.credits)}
        </p>
        <p className="mt-1 text-soft">{words.words}</p>
        <p className="text-soft">{words.more}</p>
      </header>
      <CreditRules spending={spending} allowance={allowance} />
      <GiftCodeForm addedCredits={addedCredits} refusal={refusal} />
      {entries.length > 0 ? (
        <Card className="overflow-hidden">
          <Movements entries={entries} nowIso={nowIso} />
        </Card>
      ) : (
        <p className="text-soft">
          {firstGrantRefused ? grantRefusals[firstGrantRefused] : words.none}
        </p>
      )}
      {entries.length > 0 && <CreditsDownload />}
      <Pagination
        page={page}
        pageCount={Math.ceil(total / pageSize)}
        hrefOf={(to) => (to > 1 ? `/account/credits?page=${to}` : "/account/credits")}
      />
    </AccountPage>
  );
}

const cell = "px-4 align-top first:pl-5 last:pr-5";

function Movements({ entries, nowIso }: { entries: readonly CreditEntryView[]; nowIso: string }) {
  return (
    <table className="w-full text-md">
      <caption className="sr-only">{words.caption}</caption>
      <thead>
        <tr className="border-b border-line text-left text-soft">
          <th scope="col" className={cn(cell, "py-2.5 font-medium")}>
            {words.what}
          </th>
          <th scope="col" className={cn(cell, "py-2.5 text-right font-medium")}>
            {words.change}
          </th>
          <th scope="col" className={cn(cell, "py-2.5 text-right font-medium max-sm:hidden")}>
            {words.left}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {entries.map((entry) => (
          <Movement key={entry.seq} entry={entry} nowIso={nowIso} />
        ))}
      </tbody>
    </table>
  );
}

function Movement({ entry, nowIso }: { entry: CreditEntryView; nowIso: string }) {
  const { delta, balanceAfter, note, createdAt, generationId, prompt } = entry;
  return (
    <tr>
      <td className={`${cell} py-3.5`}>
        <p className="font-medium">{movementWords(entry)}</p>
        {generationId && (
          <UserText as="p">
            <PageLink
              to={`/generations/${generationId}`}
              className="-my-1 flex min-h-11 min-w-11 items-center underline decoration-line underline-offset-3 hover:decoration-ink"
            >
              <span className="line-clamp-2">{prompt || words.noPrompt}</span>
            </PageLink>
          </UserText>
        )}
        {note && (
          <UserText as="p" className="text-soft">
            {note}
          </UserText>
        )}
        <p className="text-soft">
          <RelativeTime iso={createdAt} nowIso={nowIso} />
        </p>
      </td>
      <td
        className={cn(
          cell,
          "py-3.5 text-right font-semibold whitespace-nowrap tabular-nums",
          delta > 0 && "text-success",
        )}
      >
        {delta > 0 ? "+" : "−"}
        {Math.abs(delta).toLocaleString("en-US")}
        <span className="block font-normal text-soft sm:hidden">
          {words.leftOver(balanceAfter.toLocaleString("en-US"))}
        </span>
      </td>
      <td className={cn(cell, "py-3.5 text-right text-soft tabular-nums max-sm:hidden")}>
        {balanceAfter.toLocaleString("en-US")}
      </td>
    </tr>
  );
}

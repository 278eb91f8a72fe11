import { Card } from "~/components/ui/card";
import { RelativeTime } from "~/components/ui/moment";
import { PageLink } from "~/components/ui/page-link";
import { Pagination } from "~/components/ui/pagination";
import { TextLink } from "~/components/ui/text-link";
import { UserText } from "~/components/ui/user-text";
import { formatCredits } from "~/domain/credits";
import type { BooksPage } from "~/domain/takeout-views";
import { type BookPart, bookParts } from "~/domain/takeout-words";
import { AccountPage } from "./account-page";
import { oldReceipts as words } from "./takeout-words";
import { creditReasons } from "./words";

interface OldReceiptsScreenProps {
  part: BookPart;
  rows: BooksPage["rows"];
  /** From 1. */
  page: number;
  pageCount: number;
  nowIso: string;
}

/** What an account in another Easel was charged, as its export says; `?list=ledger` for every movement. */
export function OldReceiptsScreen({ part, rows, page, pageCount, nowIso }: OldReceiptsScreenProps) {
  const hrefOf = (to: BookPart, at = 1) =>
    `/account/old-receipts?list=${to}${at > 1 ? `&page=${at}` : ""}`;
  return (
    <AccountPage within="/account/data">
      <header className="grid gap-1">
        <h1 className="text-2xl">{words.title}</h1>
        <p className="text-soft">
          {words.words} <TextLink to="/account/data">{words.back}</TextLink>
        </p>
      </header>
      <nav aria-label={words.title}>
        <ul className="-mx-3.5 flex flex-wrap">
          {bookParts.map((each) => (
            <li key={each}>
              <PageLink
                to={hrefOf(each)}
                aria-current={each === part ? "page" : undefined}
                className="top-link"
              >
                {words[each]}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      {rows.length === 0 && <p className="text-soft">{words.none}</p>}
      {rows.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {rows.map((row, place) => (
              <Row key={`${part} ${page} ${place}`} row={row} nowIso={nowIso} />
            ))}
          </ul>
        </Card>
      )}
      <Pagination page={page} pageCount={pageCount} hrefOf={(to) => hrefOf(part, to)} />
    </AccountPage>
  );
}

function Row({ row, nowIso }: { row: BooksPage["rows"][number]; nowIso: string }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 py-3.5 text-md max-sm:px-4">
      <div className="min-w-40 flex-1">
        <UserText as="p" className="line-clamp-2 font-medium">
          {"seq" in row ? reasonOf(row.reason) : row.prompt || words.noPrompt}
        </UserText>
        {"seq" in row && row.note && (
          <UserText as="p" className="text-soft">
            {row.note}
          </UserText>
        )}
        <p className="text-soft">
          <RelativeTime iso={row.createdAt} nowIso={nowIso} />
          {!("seq" in row) && ` · ${row.model}`}
        </p>
      </div>
      <p className="text-right tabular-nums">
        {"seq" in row ? (
          <>
            <span className="font-semibold">{signed(row.delta)}</span>
            <span className="block text-soft">
              {words.left} {formatCredits(row.balanceAfter)}
            </span>
          </>
        ) : (
          <>
            {words.charged} {formatCredits(row.chargedCredits)}
            {row.refundedCredits > 0 && (
              <span className="block text-soft">
                {words.refunded} {formatCredits(row.refundedCredits)}
              </span>
            )}
          </>
        )}
      </p>
    </li>
  );
}

const signed = (delta: number) =>
  `${delta > 0 ? "+" : "−"}${Math.abs(delta).toLocaleString("en-US")}`;

/** Another Easel may have reasons that this one doesn't know. */
const reasonOf = (reason: string) =>
  Object.entries(creditReasons).find(([known]) => known === reason)?.[1] ?? reason;

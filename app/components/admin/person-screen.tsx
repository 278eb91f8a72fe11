import type { ReactNode } from "react";
import { movementWords } from "~/components/account/words";
import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Card } from "~/components/ui/card";
import { ExactTime } from "~/components/ui/moment";
import { Pagination } from "~/components/ui/pagination";
import { UserText } from "~/components/ui/user-text";
import { formatCredits } from "~/domain/credits";
import type { CreditEntryView } from "~/domain/credit-views";
import type { HandCaps, PersonPage } from "~/domain/admin/people";
import { AdminPage } from "./admin-page";
import { AdminTable } from "./admin-table";
import { PersonForms } from "./person-forms";
import { PersonRequests } from "./person-requests";
import { people, person as words } from "./people-words";

interface PersonScreenProps extends PersonPage {
  /** What was done a moment ago; null for nothing. */
  doneWords: string | null;
  /** From 1. */
  page: number;
  pageSize: number;
  refundId: string | null;
  /** Of the forms that move credits, one each. */
  keys: { adjust: string; refund: string };
  handCaps: HandCaps;
  refusal: Refusal | undefined;
}

/** One account, with all that an admin may do with it. */
export function PersonScreen(props: PersonScreenProps) {
  const { person, doneWords, refusal } = props;
  const { sessions, entries, total, page, pageSize } = props;
  return (
    <AdminPage title={person.name || person.email || people.noName}>
      {doneWords && !refusal && <Alert variant="success" title={doneWords} />}
      <Facts {...props} />
      {person.deletedAt ? <Alert title={words.goneWords} /> : <PersonForms {...props} />}
      <PersonRequests {...props} userId={person.id} />
      <section className="grid gap-3">
        <h2 className="text-lg">{words.ledger.title}</h2>
        {total === 0 ? (
          <p className="text-soft">{words.ledger.none}</p>
        ) : (
          <AdminTable
            caption={words.ledger.title}
            columns={[
              words.ledger.columns.what,
              `#${words.ledger.columns.change}`,
              `#${words.ledger.columns.after}`,
            ]}
            rows={entries.map(ledgerRow)}
          />
        )}
        <Pagination
          page={page}
          pageCount={Math.ceil(total / pageSize)}
          hrefOf={(to) => `/admin/users/${person.id}?page=${to}`}
        />
      </section>
      <section className="grid gap-3">
        <h2 className="text-lg">{words.sessions}</h2>
        {sessions.length === 0 && <p className="text-soft">{words.noSessions}</p>}
        <ul className="grid gap-2">
          {sessions.map(({ agent, address, createdAt, lastSeenAt }) => (
            <li key={`${createdAt} ${agent}`} className="text-md">
              <UserText as="p">{agent}</UserText>
              <p className="text-soft">
                {address}. {words.lastSeen}: <ExactTime iso={lastSeenAt} />
              </p>
            </li>
          ))}
        </ul>
      </section>
    </AdminPage>
  );
}

function Facts({ person, suspensionMessage }: PersonScreenProps) {
  const { suspendedAt, deletedAt } = person;
  return (
    <Card>
      <dl className="grid gap-x-6 gap-y-3 p-5 sm:grid-cols-2 lg:grid-cols-3">
        <Fact name={words.email}>
          <UserText>{person.email}</UserText>
        </Fact>
        <Fact name={words.id}>
          <UserText>{person.id}</UserText>
        </Fact>
        <Fact name={words.balance}>{formatCredits(person.credits)}</Fact>
        <Fact name={words.joined}>
          <ExactTime iso={person.createdAt} />
        </Fact>
        <Fact name={deletedAt ? words.deletedAt : words.status}>
          {deletedAt && <ExactTime iso={deletedAt} />}
          {!deletedAt && !suspendedAt && words.active}
          {!deletedAt && suspendedAt && (
            <>
              {words.suspendedSince} <ExactTime iso={suspendedAt} />
              {suspensionMessage && <UserText as="p">{suspensionMessage}</UserText>}
            </>
          )}
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-md text-soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ledgerRow(entry: CreditEntryView) {
  const { seq, delta, balanceAfter, note, createdAt, prompt } = entry;
  return {
    key: seq,
    cells: [
      <div key="what" className="grid max-w-md gap-0.5">
        <span>{movementWords(entry)}</span>
        {prompt && <UserText className="line-clamp-1 text-soft">{prompt}</UserText>}
        {note && <UserText className="text-soft">{note}</UserText>}
        <span className="text-soft">
          <ExactTime iso={createdAt} />
        </span>
      </div>,
      `${delta > 0 ? "+" : "−"}${Math.abs(delta).toLocaleString("en-US")}`,
      balanceAfter.toLocaleString("en-US"),
    ],
  };
}

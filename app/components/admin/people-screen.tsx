import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { Label } from "~/components/ui/label";
import { ExactTime } from "~/components/ui/moment";
import { TextLink } from "~/components/ui/text-link";
import { UserText } from "~/components/ui/user-text";
import type { PeoplePage, PersonRow } from "~/domain/admin/people";
import { AdminPage } from "./admin-page";
import { AdminTable } from "./admin-table";
import { people as words } from "./people-words";

interface PeopleScreenProps extends PeoplePage {
  query: string;
}

/** Everybody, or those whom `?q=` may mean. */
export function PeopleScreen({ people, hasMore, query }: PeopleScreenProps) {
  const last = people.at(-1);
  const { who, credits, joined } = words.columns;
  return (
    <AdminPage title={words.pageTitle} words={words.description}>
      <search>
        <form method="get" className="grid max-w-xl gap-1.5">
          <Label htmlFor="q">{words.search}</Label>
          <div className="flex gap-2">
            <Input
              id="q"
              name="q"
              type="search"
              defaultValue={query}
              aria-describedby="q-hint"
              autoComplete="off"
              maxLength={400}
            />
            <Button variant="outline" className="shrink-0">
              {words.find}
            </Button>
          </div>
          <p id="q-hint" className="text-md text-soft">
            {words.searchHint}
          </p>
        </form>
      </search>
      {people.length > 0 ? (
        <AdminTable
          caption={words.caption}
          columns={[who, `#${credits}`, joined]}
          rows={people.map((person) => ({
            key: person.id,
            cells: [
              <Who key="who" person={person} />,
              person.credits.toLocaleString("en-US"),
              <ExactTime key="joined" iso={person.createdAt} />,
            ],
          }))}
        />
      ) : (
        <p className="text-soft">{words.none}</p>
      )}
      {hasMore && last && (
        <Button asChild variant="outline" className="justify-self-center">
          <a href={`/admin/users?${new URLSearchParams({ q: query, before: last.id })}`} rel="next">
            {words.more}
          </a>
        </Button>
      )}
    </AdminPage>
  );
}

/** A person's name and address, with the way to their page. */
export function Who({ person }: { person: PersonRow }) {
  const { id, name, email, suspendedAt, deletedAt } = person;
  return (
    <div className="grid gap-0.5">
      <TextLink to={`/admin/users/${id}`}>
        <UserText>{name || email || words.noName}</UserText>
      </TextLink>
      <UserText className="text-soft">{email || id}</UserText>
      {suspendedAt && (
        <Badge variant="destructive" className="justify-self-start">
          {words.suspended}
        </Badge>
      )}
      {deletedAt && <Badge className="justify-self-start">{words.deleted}</Badge>}
    </div>
  );
}

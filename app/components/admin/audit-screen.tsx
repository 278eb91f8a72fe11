import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { Label } from "~/components/ui/label";
import type { AuditPage, AuditQuery } from "~/domain/admin/audit";
import { AdminPage } from "./admin-page";
import { AuditLines } from "./audit-lines";
import { audit as words } from "./words";

export interface AuditScreenProps {
  page: AuditPage;
  query: Pick<AuditQuery, "actor" | "subject">;
  isUndone: boolean;
  refusal: Refusal | undefined;
}

/** `/admin/audit`: its filters and the place in it are in the address (actor, subject, before, after). */
export function AuditScreen({ page, query, isUndone, refusal }: AuditScreenProps) {
  const { lines, hasNewer, hasOlder } = page;
  const isFiltered = query.actor !== null || query.subject !== null;
  const [first, last] = [lines[0], lines.at(-1)];
  return (
    <AdminPage title={words.pageTitle} words={words.description}>
      {isUndone && <Alert variant="success" title={words.undone} />}
      <form method="get" className="flex flex-wrap items-end gap-3">
        <Filter name="actor" label={words.actor} value={query.actor} />
        <Filter name="subject" label={words.subject} value={query.subject} />
        <Button variant="outline">{words.show}</Button>
        {isFiltered && (
          <Button asChild variant="ghost">
            <a href="/admin/audit">{words.clear}</a>
          </Button>
        )}
      </form>
      {first && last ? (
        <AuditLines lines={lines} refusal={refusal} />
      ) : (
        <p className="text-soft">{isFiltered ? words.nothing : words.empty}</p>
      )}
      {first && last && (hasNewer || hasOlder) && (
        <nav aria-label={words.pages} className="flex justify-between gap-3">
          {hasNewer ? (
            <Step query={query} to={{ after: first.id }} label={words.newer} />
          ) : (
            <span />
          )}
          {hasOlder && <Step query={query} to={{ before: last.id }} label={words.older} />}
        </nav>
      )}
    </AdminPage>
  );
}

function Filter({ name, label, value }: { name: string; label: string; value: string | null }) {
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={`filter-${name}`}>{label}</Label>
      <Input id={`filter-${name}`} name={name} defaultValue={value ?? ""} autoComplete="off" />
    </div>
  );
}

interface StepProps {
  query: AuditScreenProps["query"];
  to: { after: number } | { before: number };
  label: string;
}

function Step({ query, to, label }: StepProps) {
  const kept = Object.entries({ ...query, ...to }).flatMap(([name, value]) =>
    value === null ? [] : [[name, `${value}`]],
  );
  return (
    <Button asChild variant="outline">
      <a href={`/admin/audit?${new URLSearchParams(kept)}`}>{label}</a>
    </Button>
  );
}

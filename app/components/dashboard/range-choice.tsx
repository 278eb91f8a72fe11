import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Collapsible } from "~/components/ui/collapsible";
import { Input } from "~/components/ui/input";
import { Label } from "~/components/ui/label";
import type { DashboardRange } from "~/domain/admin/dashboard";
import { usualDays } from "~/domain/admin/dashboard-range";
import { range as words } from "./words";

interface RangeChoiceProps {
  range: DashboardRange;
  /** The usual range that was asked for; null: other days. */
  days: number | null;
  /** What is to be said of the range. */
  notes: readonly string[];
}

/** Links to the usual ranges, a form for any other, and what was made of one that made no sense. */
export function RangeChoice({ range, days, notes }: RangeChoiceProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <nav aria-label={words.label} className="max-w-full overflow-x-auto">
          <ul className="toggle-group">
            {usualDays.map((each) => (
              <li key={each}>
                <a
                  href={`/admin?days=${each === 0 ? "all" : each}`}
                  aria-current={each === days ? "page" : undefined}
                  className="toggle px-3 whitespace-nowrap"
                >
                  {words.links.get(each)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Collapsible title={words.other} open={days === null} className="text-md">
          <form action="/admin" className="flex flex-wrap items-end gap-3 pt-1">
            <DayField name="from" label={words.from} day={range.from} range={range} />
            <DayField name="to" label={words.to} day={range.to} range={range} />
            <Button variant="outline">{words.show}</Button>
          </form>
        </Collapsible>
      </div>
      {notes.length > 0 && <Alert title={words.notes}>{notes.join(" ")}</Alert>}
    </div>
  );
}

interface DayFieldProps extends Pick<RangeChoiceProps, "range"> {
  name: "from" | "to";
  label: string;
  day: string;
}

function DayField({ name, label, day, range }: DayFieldProps) {
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={`range-${name}`}>{label}</Label>
      <Input id={`range-${name}`} type="date" name={name} defaultValue={day} max={range.today} />
    </div>
  );
}

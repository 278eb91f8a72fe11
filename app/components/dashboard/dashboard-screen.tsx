import type { ReactNode } from "react";
import { dashboard } from "~/components/admin/words";
import { Card } from "~/components/ui/card";
import { Container } from "~/components/ui/container";
import { cn } from "~/components/ui/cn";
import { dayWords, rangeQuery, shortDayWords } from "~/domain/admin/dashboard-range";
import { type DashboardTableName, dashboardTables, stepNames, usdWords } from "./tables";
import type { DashboardView } from "~/domain/admin/dashboard-view";
import { DataTable } from "./data-table";
import { Figures } from "./figures";
import { Latest } from "./latest";
import { Plot } from "./plot";
import { RangeChoice } from "./range-choice";
import { Checks, CleanUps } from "./upkeep";
import { plots, screen as words, sections, series, tableTitles } from "./words";

export interface DashboardScreenProps {
  view: DashboardView;
  /** The usual range that is shown; null: other days. */
  days: number | null;
  notes: readonly string[];
  /** Of the reason to check. */
  problem: string | undefined;
  nowIso: string;
}

/** How an Easel runs, for whoever runs it: links, forms and drawings, and no JavaScript. */
export function DashboardScreen({ view, days, notes, problem, nowIso }: DashboardScreenProps) {
  const { range } = view;
  const { pageTitle } = dashboard;
  return (
    <Container className="grid grid-cols-[minmax(0,1fr)] gap-6 pt-6 pb-16 lg:gap-8 lg:pt-8">
      <header className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div className="grid gap-1">
          <h1 className="text-2xl">{pageTitle}</h1>
          <p className="text-soft">
            {words.days(dayWords(range.from), dayWords(range.to))}. {words.universal}
          </p>
        </div>
        <RangeChoice range={range} days={days} notes={notes} />
      </header>
      <Figures view={view} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <Plots view={view} />
        <Download name="days" view={view} />
      </div>
      <Tables view={view} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
        <Section title={sections.latest}>
          <Latest latest={view.latest} modelNames={view.modelNames} nowIso={nowIso} />
        </Section>
        <div className="grid content-start gap-6">
          <Section title={sections.check} id="checks">
            <Checks run={view.check} problem={problem} nowIso={nowIso} />
          </Section>
          <Section title={sections.cleanUps} about={sections.cleanUpsWords}>
            <CleanUps runs={view.cleanUps} nowIso={nowIso} />
          </Section>
        </div>
      </div>
    </Container>
  );
}

function Plots({ view: { steps, range } }: { view: DashboardView }) {
  const names = steps.map(({ day }) =>
    range.step === "month" ? dayWords(day) : shortDayWords(day),
  );
  const shown = { steps: names, stepName: stepNames[range.step] };
  const over = (
    label: string,
    tone: "a" | "b" | "c" | "good" | "bad" | "quiet",
    of: keyof Numbers,
  ) => ({
    label,
    tone,
    values: steps.map((step) => step[of]),
  });
  return (
    <section
      aria-label={sections.over}
      className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2"
    >
      <Card className="p-4 sm:p-5">
        <Plot
          {...shown}
          title={sections.requests}
          shape="bars"
          series={[
            over(series.images, "a", "images"),
            over(series.edits, "b", "edits"),
            over(series.videos, "c", "videos"),
          ]}
        />
      </Card>
      <Card className="p-4 sm:p-5">
        <Plot
          {...shown}
          title={sections.outcomes}
          shape="bars"
          series={[
            over(series.succeeded, "good", "succeeded"),
            over(series.canceled, "quiet", "canceled"),
            over(series.failed, "bad", "failed"),
          ]}
        />
      </Card>
      <Card className="p-4 sm:p-5">
        <Plot
          {...shown}
          title={sections.credits}
          shape="lines"
          series={[
            over(series.spent, "a", "spent"),
            over(series.granted, "b", "granted"),
            over(series.refunded, "c", "refunded"),
          ]}
        />
      </Card>
      <Card className="p-4 sm:p-5">
        <Plot
          {...shown}
          title={sections.people}
          shape="lines"
          series={[over(series.active, "a", "activeADay"), over(series.joined, "b", "joined")]}
        />
      </Card>
    </section>
  );
}

type Numbers = Omit<DashboardView["steps"][number], "day" | "days">;

const tableWords: Partial<Record<DashboardTableName, (view: DashboardView) => string>> = {
  models: () => sections.modelsWords,
  providers: () => sections.providersWords,
  money: ({ creditWorthUsd }) => sections.moneyWords(usdWords(creditWorthUsd)),
  lost: () => sections.lostWords,
  storage: () => sections.storageWords,
};

function Tables({ view }: { view: DashboardView }) {
  const side = ["credits", "storage"] as const;
  return (
    <>
      {(["models", "providers", "money", "lost"] as const).map((name) => (
        <TableSection key={name} name={name} view={view} />
      ))}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
        {side.map((name) => (
          <TableSection key={name} name={name} view={view} />
        ))}
      </div>
    </>
  );
}

function TableSection({ name, view }: { name: DashboardTableName; view: DashboardView }) {
  const title = tableTitles[name];
  return (
    <Section title={title} about={tableWords[name]?.(view)} id={`table-${name}`}>
      <DataTable {...dashboardTables[name](view)} />
      <Download name={name} view={view} />
    </Section>
  );
}

function Download({ name, view }: { name: DashboardTableName; view: DashboardView }) {
  return (
    <p className="text-md">
      <a
        href={`/admin/dashboard.csv?table=${name}&${rangeQuery(view.range)}`}
        className="link inline-flex min-h-11 items-center"
      >
        {plots.downloadOf(tableTitles[name])}
      </a>
    </p>
  );
}

interface SectionProps {
  title: string;
  about?: string | undefined;
  id?: string;
  children: ReactNode;
}

function Section({ title, about, id, children }: SectionProps) {
  return (
    <section
      id={id}
      className={cn("grid grid-cols-[minmax(0,1fr)] content-start gap-3", id && "scroll-mt-4")}
    >
      <h2 className="text-lg">{title}</h2>
      {about && <p className="max-w-prose text-md text-soft">{about}</p>}
      {children}
    </section>
  );
}

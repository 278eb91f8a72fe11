/** The tables of the dashboard: what stands behind its plots, and what is downloaded as CSV. */
import { creditReasons } from "~/components/account/words";
import type { LedgerReason } from "~/domain/admin/dashboard";
import { dayWords } from "~/domain/admin/dashboard-range";
import { creditSums, type DashboardView, shareOf } from "~/domain/admin/dashboard-view";

export const dashboardTableNames = [
  "days",
  "models",
  "providers",
  "credits",
  "money",
  "lost",
  "storage",
] as const;
export type DashboardTableName = (typeof dashboardTableNames)[number];

/** What a cell's number is; a day and text are text. Shares are 0 to 1. */
export type CellFormat =
  | "text"
  | "day"
  | "count"
  | "credits"
  | "usd"
  | "share"
  | "seconds"
  | "bytes";

export interface TableColumn {
  label: string;
  format: CellFormat;
}

export interface DashboardTable {
  caption: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly (string | number | null)[])[];
}

const column = (label: string, format: CellFormat = "count"): TableColumn => ({ label, format });
const text = (label: string) => column(label, "text");

/** The words for a kind of request or file. */
export const kindWords: Readonly<Record<string, string>> = {
  image: "Pictures",
  edit: "Edits",
  video: "Videos",
  upload: "Uploads",
};

/** As people read them beside their credits; a change by hand is told apart by its direction. */
const reasonWords: Readonly<Record<LedgerReason, string>> = {
  ...creditReasons,
  adjustment: "Given by the people who run this site",
  deduction: "Taken by the people who run this site",
};

export const stepNames = {
  day: "Day (UTC)",
  week: "Week from (UTC)",
  month: "Month from (UTC)",
} as const;

/** One table, with its numbers as they are. Pure. */
export const dashboardTables: Readonly<
  Record<DashboardTableName, (view: DashboardView) => DashboardTable>
> = {
  days: ({ steps, range }) => ({
    caption: `Everything by ${range.step}`,
    columns: [
      column(stepNames[range.step], "day"),
      column("New people"),
      column("Active people a day"),
      column("Pictures"),
      column("Edits"),
      column("Videos"),
      column("Succeeded"),
      column("Failed"),
      column("Canceled"),
      column("Credits granted", "credits"),
      column("Credits charged", "credits"),
      column("Credits refunded", "credits"),
      column("Credits deducted", "credits"),
    ],
    rows: steps.map((step) => [
      step.day,
      step.joined,
      step.activeADay,
      step.images,
      step.edits,
      step.videos,
      step.succeeded,
      step.failed,
      step.canceled,
      step.granted,
      step.spent,
      step.refunded,
      step.deducted,
    ]),
  }),

  models: ({ models, modelNames }) => ({
    caption: "Requests by kind and model",
    columns: [
      text("Model"),
      text("Kind"),
      column("Requests"),
      column("Succeeded"),
      column("Failed"),
      column("Canceled"),
      column("Failure rate", "share"),
      column("Files made"),
      column("Credits kept", "credits"),
    ],
    rows: models.map(({ model, kind, asked, succeeded, failed, canceled, files, keptCredits }) => [
      modelNames[model] ?? model,
      kindWords[kind] ?? kind,
      asked,
      succeeded,
      failed,
      canceled,
      shareOf(failed, succeeded + failed),
      files,
      keptCredits,
    ]),
  }),

  providers: ({ providers }) => ({
    caption: "Answers by provider and route",
    columns: [
      text("Provider"),
      text("Model"),
      text("Route"),
      column("Answers"),
      column("Failed"),
      column("Failure rate", "share"),
      column("Usual wait", "seconds"),
      column("9 of 10 within", "seconds"),
    ],
    rows: providers.flatMap(({ provider, routes, ...all }) => {
      const numbers = (row: typeof all) => [
        row.answers,
        row.failures,
        shareOf(row.failures, row.answers),
        row.usualSeconds,
        row.slowSeconds,
      ];
      return [
        [provider, "All models", "", ...numbers(all)],
        ...routes.map((row) => [provider, row.modelName, row.route, ...numbers(row)]),
      ];
    }),
  }),

  credits: ({ credits }) => ({
    caption: "Credits by reason",
    columns: [text("Reason"), column("Entries"), column("Credits", "credits")],
    rows: credits.reasons.map(({ reason, entries, credits: moved }) => [
      reasonWords[reason],
      entries,
      moved,
    ]),
  }),

  money: ({ money }) => ({
    caption: "Credits taken against what providers ask",
    columns: [
      text("Model"),
      text("Kind"),
      column("Files made"),
      column("Credits kept", "credits"),
      column("Taken", "usd"),
      column("Provider's price", "usd"),
      column("Margin", "usd"),
      column("Margin share", "share"),
      column("Files without a known price"),
    ],
    rows: money.map((row) => {
      const isKnown = row.unpricedFiles === 0;
      const margin = row.takenUsd - row.costUsd;
      return [
        row.modelName,
        kindWords[row.kind] ?? row.kind,
        row.files,
        row.keptCredits,
        row.takenUsd,
        isKnown ? row.costUsd : null,
        isKnown ? margin : null,
        isKnown ? shareOf(margin, row.takenUsd) : null,
        row.unpricedFiles,
      ];
    }),
  }),

  lost: ({ lost }) => ({
    caption: "Refunded, but maybe paid for",
    columns: [
      text("Provider"),
      text("Model"),
      column("Requests"),
      column("Credits refunded", "credits"),
      column("At most", "usd"),
    ],
    rows: lost.map(({ provider, modelName, requests, refundedCredits, costUsd, unpricedFiles }) => [
      provider,
      modelName,
      requests,
      refundedCredits,
      unpricedFiles === 0 ? costUsd : null,
    ]),
  }),

  storage: ({ storage }) => ({
    caption: "Files kept now",
    columns: [text("Kind"), column("Files"), column("Size", "bytes")],
    rows: storage.map(({ kind, files, bytes }) => [kindWords[kind] ?? kind, files, bytes]),
  }),
};

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const smallDollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumSignificantDigits: 2,
});
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** `1234.5` → `1,234.5`. */
export const countWords = (count: number): string => whole.format(count);

/** `1234567` → `1.2M`. */
export const shortWords = (count: number): string => short.format(count);

/** `0.034` → `3.4%`. */
export const shareWords = (share: number): string => percent.format(share);

/** `$1,234.50`, and cents of a cent where there is no more. */
export function usdWords(usd: number): string {
  const isSmall = usd !== 0 && Math.abs(usd) < 0.1;
  return (isSmall ? smallDollars : dollars).format(usd).replace("-", "−");
}

/** `0.4 s`, `12 s`, `3 min 20 s`. */
export function secondsWords(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const rounded = Math.round(seconds / 10) * 10;
  const rest = rounded % 60;
  return `${Math.floor(rounded / 60)} min${rest > 0 ? ` ${rest} s` : ""}`;
}

const byteUnits = ["B", "kB", "MB", "GB", "TB"];

/** `12,345` → `12.3 kB`. */
export function bytesWords(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${whole.format(bytes / 1000 ** power)} ${byteUnits[power] ?? ""}`;
}

/** A cell as people read it. */
export function cellWords(cell: string | number | null, format: CellFormat): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return format === "day" ? dayWords(cell) : cell;
  if (format === "usd") return usdWords(cell);
  if (format === "share") return shareWords(cell);
  if (format === "seconds") return secondsWords(cell);
  if (format === "bytes") return bytesWords(cell);
  return countWords(cell).replace("-", "−");
}

/** Of all requests that ended by themselves, how many failed, 0 to 1; null of none. */
export function failureShare({ models }: Pick<DashboardView, "models">): number | null {
  const failed = models.reduce((sum, row) => sum + row.failed, 0);
  return shareOf(failed, failed + models.reduce((sum, row) => sum + row.succeeded, 0));
}

/** Credits that were taken and not given back. */
export function keptCredits(view: Pick<DashboardView, "credits">): number {
  const { spent, refunded } = creditSums(view);
  return spent - refunded;
}

import type { ReactNode } from "react";
import { Card } from "~/components/ui/card";
import { type DashboardView, sumMoney } from "~/domain/admin/dashboard-view";
import {
  bytesWords,
  countWords,
  failureShare,
  kindWords,
  shareWords,
  shortWords,
  usdWords,
} from "./tables";
import { ShareBar, Spark } from "./plot-drawing";
import type { Tone } from "./types";
import { figures as words } from "./words";

interface FigureProps {
  title: string;
  value: string;
  more: string;
  /** How it went, as a drawing. */
  children: ReactNode;
}

function Figure({ title, value, more, children }: FigureProps) {
  return (
    <li className="grid">
      <Card className="grid content-between gap-3 p-4 sm:p-5">
        <div className="grid gap-0.5">
          <h2 className="text-md font-normal text-soft">{title}</h2>
          <p className="text-2xl font-semibold tracking-tight tabular-nums sm:text-3xl">{value}</p>
          <p className="text-md text-soft">{more}</p>
        </div>
        {children}
      </Card>
    </li>
  );
}

/** What an admin wants to know first. */
export function Figures({ view }: { view: DashboardView }) {
  const { people, steps, models, storage, credits, creditWorthUsd } = view;
  const spark = (title: string, tone: Tone, values: readonly number[]) => (
    <Spark series={{ label: title, tone, values }} label={words.spark(title)} />
  );
  const failed = failureShare(view);
  const money = sumMoney(view.money);
  const bytes = storage.reduce((sum, row) => sum + row.bytes, 0);
  const files = storage.reduce((sum, row) => sum + row.files, 0);
  return (
    <ul className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3 2xl:grid-cols-6">
      <Figure
        title={words.requests}
        value={countWords(models.reduce((sum, { asked }) => sum + asked, 0))}
        more={failed === null ? words.noneEnded : words.failed(shareWords(failed))}
      >
        {spark(
          words.requests,
          "a",
          steps.map(({ images, edits, videos }) => images + edits + videos),
        )}
      </Figure>
      <Figure
        title={words.active}
        value={countWords(people.activeDay)}
        more={words.activeMore(countWords(people.activeWeek), countWords(people.activeMonth))}
      >
        {spark(
          words.activePeople,
          "b",
          steps.map(({ activeADay }) => activeADay),
        )}
      </Figure>
      <Figure
        title={words.people}
        value={countWords(people.total)}
        more={words.joined(countWords(people.joined))}
      >
        {spark(
          words.newPeople,
          "c",
          steps.map(({ joined }) => joined),
        )}
      </Figure>
      <Figure
        title={words.margin}
        value={usdWords(money.marginUsd)}
        more={words.marginMore(usdWords(money.takenUsd), usdWords(money.costUsd))}
      >
        {spark(
          words.kept,
          "good",
          steps.map(({ spent, refunded }) => spent - refunded),
        )}
      </Figure>
      <Figure
        title={words.outstanding}
        value={shortWords(credits.outstanding)}
        more={words.worth(usdWords(credits.outstanding * creditWorthUsd))}
      >
        {spark(words.outstanding, "quiet", outstandingOver(view))}
      </Figure>
      <Figure title={words.storage} value={bytesWords(bytes)} more={words.files(countWords(files))}>
        <ShareBar
          label={words.kinds}
          parts={storage.map(({ kind, bytes }) => ({
            label: `${kindWords[kind] ?? kind} ${bytesWords(bytes)}`,
            tone: storageTones[kind] ?? "quiet",
            value: bytes,
          }))}
        />
      </Figure>
    </ul>
  );
}

const storageTones: Readonly<Record<string, Tone>> = { image: "a", edit: "b", video: "c" };

/** What people had at the end of each step: what they have at the end of all, less what moved after it. */
function outstandingOver({ steps, credits }: DashboardView): number[] {
  const outstanding: number[] = [];
  let now = credits.outstanding;
  for (const { granted, spent, refunded, deducted } of steps.toReversed()) {
    outstanding.unshift(now);
    now -= granted + refunded - spent - deducted;
  }
  return outstanding;
}

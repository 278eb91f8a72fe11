import { cn } from "~/components/ui/cn";
import { Collapsible } from "~/components/ui/collapsible";
import { countWords, shortWords } from "./tables";
import { DataTable } from "./data-table";
import { PlotDrawing, scaleTop } from "./plot-drawing";
import type { Series } from "./types";
import { plots as words } from "./words";

interface PlotProps {
  title: string;
  series: readonly Series[];
  shape: "bars" | "lines";
  /** What a step is: a day, a week … */
  stepName: string;
  /** The name of each. */
  steps: readonly string[];
}

/** A plot with its title, what its tones mean, its scale, and the table of its numbers. */
export function Plot({ title, series, shape, stepName, steps }: PlotProps) {
  const top = scaleTop(series, shape);
  const sums = series.map(({ label, values }) => ({
    label,
    sum: values.reduce((sum, value) => sum + value, 0),
  }));
  const isEmpty = sums.every(({ sum }) => sum === 0);
  const stepWords = steps.map((step, index) => {
    const parts = series.map(
      ({ label, values }) => `${label.toLowerCase()} ${countWords(values[index] ?? 0)}`,
    );
    return `${step}: ${parts.join(", ")}`;
  });
  const said = sums.map(({ label, sum }) => `${label.toLowerCase()} ${countWords(sum)}`).join(", ");
  return (
    <figure className="grid content-start gap-3">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-semibold">{title}</span>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-md text-soft">
          {series.map(({ label, tone }) => (
            <li key={label} className="flex items-center gap-1.5">
              <span aria-hidden="true" className={cn("plot-swatch", `tone-${tone}`)} />
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm text-soft tabular-nums">
        <div aria-hidden="true" className="-my-2.5 flex flex-col justify-between text-right">
          {[top, top / 2, 0].map((tick) => (
            <span key={tick}>{shortWords(tick)}</span>
          ))}
        </div>
        <div className="relative">
          <PlotDrawing
            series={series}
            shape={shape}
            stepWords={stepWords}
            label={isEmpty ? words.nothing(title) : words.label(title, said)}
          />
          {isEmpty && (
            <p className="absolute inset-0 grid place-items-center text-md">
              <span className="bg-surface px-3">{words.empty}</span>
            </p>
          )}
        </div>
        <div aria-hidden="true" className="col-start-2 flex justify-between">
          {marksOf(steps).map((mark) => (
            <span key={mark}>{mark}</span>
          ))}
        </div>
      </div>
      <Collapsible title={words.numbers} className="text-md" triggerClassName="text-soft">
        <DataTable
          caption={title}
          columns={[
            { label: stepName, format: "text" },
            ...series.map(({ label }) => ({ label, format: "count" as const })),
          ]}
          rows={steps.map((step, index) => [
            step,
            ...series.map(({ values }) => values[index] ?? 0),
          ])}
        />
      </Collapsible>
    </figure>
  );
}

/** The names under a plot: the first, the middle and the last. */
function marksOf(steps: readonly string[]): string[] {
  const middle = steps[Math.floor((steps.length - 1) / 2)];
  return [...new Set([steps[0], middle, steps.at(-1)])].filter((step) => step !== undefined);
}

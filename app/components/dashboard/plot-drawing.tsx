import { columnsOf, near, plotHeight, topOf } from "./scale";
import type { Series } from "./types";

interface PlotDrawingProps {
  series: readonly Series[];
  /** Beneath or in a line. */
  shape: "bars" | "lines";
  /** What is said of each step while a pointer rests on it. */
  stepWords: readonly string[];
  /** What the drawing shows, in a sentence. */
  label: string;
}

/** The top of a drawing's scale: bars stand on each other, lines do not. */
export function scaleTop(series: readonly Series[], shape: "bars" | "lines"): number {
  const totals = (series[0]?.values ?? []).map((_, index) => {
    const values = series.map(({ values }) => values[index] ?? 0);
    return shape === "bars" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  return topOf(Math.max(0, ...totals));
}

/** Bars or lines over steps of time, stretched to the width that there is; its words stand around it as text. */
export function PlotDrawing({ series, shape, stepWords, label }: PlotDrawingProps) {
  const top = scaleTop(series, shape);
  const columns = columnsOf(stepWords.length);
  const heightOf = (value: number) => near((Math.max(0, value) / top) * plotHeight);
  const drawn = series.filter(({ values }) => values.some((value) => value > 0));
  return (
    <svg
      className="plot h-44"
      viewBox={`0 0 ${columns.width} ${plotHeight}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {[0, plotHeight / 2, plotHeight].map((y) => (
        <line key={y} className="plot-grid" x1="0" x2={columns.width} y1={y} y2={y} />
      ))}
      {shape === "bars" ? (
        <Bars series={drawn} heightOf={heightOf} count={stepWords.length} />
      ) : (
        drawn.map((each, place) => (
          <Line
            key={each.label}
            series={each}
            heightOf={heightOf}
            count={stepWords.length}
            isFilled={place === 0}
          />
        ))
      )}
      {stepWords.map((words, index) => (
        <rect
          key={words}
          className="plot-hover"
          x={columns.leftOf(index)}
          y="0"
          width={columns.columnWidth}
          height={plotHeight}
        >
          <title>{words}</title>
        </rect>
      ))}
    </svg>
  );
}

interface BarsProps {
  series: readonly Series[];
  heightOf(value: number): number;
  count: number;
}

function Bars({ series, heightOf, count }: BarsProps) {
  const { leftOf, columnWidth } = columnsOf(count);
  const beneath = Array.from({ length: count }, () => 0);
  return series.map(({ label, tone, values }) => (
    <g key={label} className={`tone-${tone}`}>
      {values.map((value, index) => {
        const height = heightOf(value);
        const bottom = beneath[index] ?? 0;
        beneath[index] = bottom + height;
        if (height === 0) return null;
        return (
          <rect
            key={leftOf(index)}
            className="plot-bar"
            x={near(leftOf(index) + columnWidth * 0.12)}
            y={near(plotHeight - bottom - height)}
            width={near(columnWidth * 0.76)}
            height={height}
          />
        );
      })}
    </g>
  ));
}

interface LineProps extends Omit<BarsProps, "series"> {
  series: Series;
  isFilled: boolean;
}

function Line({ series: { tone, values }, heightOf, count, isFilled }: LineProps) {
  const { leftOf, columnWidth } = columnsOf(count);
  const middleOf = (index: number) => leftOf(index) + columnWidth / 2;
  const places = values.map(
    (value, index) => `${middleOf(index)},${near(plotHeight - heightOf(value))}`,
  );
  // One step alone is drawn as wide as its column: a line needs two ends.
  const [only = ""] = places;
  const height = only.split(",")[1] ?? "0";
  const points =
    places.length === 1
      ? [`${leftOf(0)},${height}`, `${leftOf(0) + columnWidth},${height}`]
      : places;
  const [first = "", last = ""] = [points[0], points.at(-1)].map((point) => point?.split(",")[0]);
  return (
    <g className={`tone-${tone}`}>
      {isFilled && (
        <polygon
          className="plot-area"
          points={[`${first},${plotHeight}`, ...points, `${last},${plotHeight}`].join(" ")}
        />
      )}
      <polyline className="plot-line" points={points.join(" ")} />
    </g>
  );
}

/** Bars alone, as small as a word: how something went, beside its number. */
export function Spark({ series, label }: { series: Series; label: string }) {
  const top = topOf(Math.max(0, ...series.values));
  const { width } = columnsOf(series.values.length);
  return (
    <svg
      className="plot h-8"
      viewBox={`0 0 ${width} ${plotHeight}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line className="plot-grid" x1="0" x2={width} y1={plotHeight} y2={plotHeight} />
      <Bars
        series={[series]}
        heightOf={(value) => near((Math.max(0, value) / top) * plotHeight)}
        count={series.values.length}
      />
    </svg>
  );
}

interface ShareBarProps {
  label: string;
  parts: readonly { label: string; tone: Series["tone"]; value: number }[];
}

/** What a whole is made of, as one bar. */
export function ShareBar({ label, parts }: ShareBarProps) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  const placed = parts.map((part, place) => ({
    ...part,
    left: (parts.slice(0, place).reduce((sum, { value }) => sum + value, 0) / whole) * 100,
    width: (part.value / whole) * 100,
  }));
  return (
    <svg
      className="plot h-8"
      viewBox={`0 0 100 ${plotHeight}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={[label, ...parts.map((part) => part.label)].join(". ")}
    >
      <line className="plot-grid" x1="0" x2="100" y1={plotHeight} y2={plotHeight} />
      {placed.map((part) => (
        <g key={part.label} className={`tone-${part.tone}`}>
          <rect
            className="plot-bar"
            x={near(part.left)}
            y="55"
            width={near(part.width)}
            height="45"
          >
            <title>{part.label}</title>
          </rect>
        </g>
      ))}
    </svg>
  );
}

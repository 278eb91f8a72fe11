import type { NumberRange } from "~/domain/models";
import type { Limit } from "./limits";
import { findViolation } from "./limits";

export type Limits = ReadonlyMap<string, Limit>;
export type Settings = Readonly<Record<string, unknown>>;

/** How far a shape's proportions may go astray. */
const tolerance = 0.1;

/** What an app lets a person choose of one route, and why it refuses what it does not take. */
export interface Bounds {
  /** Whether the app takes these settings. The first refusal is kept. */
  takes(settings: Settings, outputCount?: number): boolean;
  refusal(): string | null;
  /** Null when nothing of the range is left. */
  within<Range extends { min: number; max: number }>(setting: string, range: Range): Range | null;
  /**
   * The settings with both sides as the app takes them, as asked for or as near as can be; null: not in these
   * proportions.
   */
  fit(settings: Settings): Settings | null;
}

/** `send` is what the route would send. Pure. */
export function boundsOf(
  limits: Limits,
  send: (settings: Settings, outputCount: number) => Record<string, unknown>,
): Bounds {
  const refusals: string[] = [];
  const of = (setting: string) => limitOf(setting, limits, (settings) => send(settings, 1));
  return {
    takes(settings, outputCount = 1) {
      const refusal = findViolation(limits, send(settings, outputCount));
      if (refusal) refusals.push(refusal);
      return refusal === null;
    },
    refusal: () => refusals[0] ?? null,
    within(setting, range) {
      const limit = of(setting);
      const min = Math.max(range.min, limit.min ?? range.min);
      const max = Math.min(range.max, limit.max ?? range.max);
      return min <= max ? { ...range, min, max } : null;
    },
    fit: (settings) => fitSize(settings, of("width"), of("height")),
  };
}

/** The choice with its usual number inside of its range. */
export function clampDefault(choice: NumberRange): NumberRange {
  const { min, max } = choice;
  return { ...choice, default: Math.min(Math.max(choice.default, min), max) };
}

/** The bounds of all parameters that are this setting and nothing else. */
function limitOf(
  setting: string,
  limits: Limits,
  send: (settings: Settings) => Record<string, unknown>,
): Limit {
  const [one, other] = [send({ [setting]: 101 }), send({ [setting]: 102 })];
  const names = Object.keys(one).filter((name) => one[name] === 101 && other[name] === 102);
  const found = names.flatMap((name) => limits.get(name) ?? []);
  const boundsNamed = (bound: "min" | "max" | "step") =>
    found.flatMap((limit) => limit[bound] ?? []);
  const [mins, maxes, [step = null]] = [
    boundsNamed("min"),
    boundsNamed("max"),
    boundsNamed("step"),
  ];
  return {
    min: mins.length > 0 ? Math.max(...mins) : null,
    max: maxes.length > 0 ? Math.min(...maxes) : null,
    step,
    choices: null,
    maxLength: null,
  };
}

/** How many characters a prompt may have, with what the route puts around it; null: as many as one likes. */
export function maxPromptLengthOf(
  limits: Limits,
  send: (prompt: string) => Readonly<Record<string, unknown>>,
): number | null {
  const lengthOf = (value: unknown) => (typeof value === "string" ? value.length : 0);
  const [without, withOne] = [send(""), send("x")];
  const rooms = Object.keys(withOne).flatMap((name) => {
    const longest = limits.get(name)?.maxLength ?? null;
    const around = lengthOf(without[name]);
    const each = lengthOf(withOne[name]) - around;
    return longest === null || each === 0 ? [] : Math.floor((longest - around) / each);
  });
  return rooms.length > 0 ? Math.min(...rooms) : null;
}

function fitSize(settings: Settings, across: Limit, down: Limit): Settings | null {
  const { width, height } = settings;
  if (typeof width !== "number" || typeof height !== "number") return settings;
  const maxScale = Math.min(1, (across.max ?? width) / width, (down.max ?? height) / height);
  const minScale = Math.max((across.min ?? 0) / width, (down.min ?? 0) / height);
  const scale = Math.max(maxScale, minScale);
  const size = { width: onGrid(width * scale, across), height: onGrid(height * scale, down) };
  const astray = Math.abs((size.width * height) / (size.height * width) - 1);
  return astray <= tolerance ? { ...settings, ...size } : null;
}

/** The nearest number that the app has, counted in its steps from its least. */
function onGrid(wanted: number, { min, max, step }: Limit): number {
  const base = min ?? 0;
  const grid = step && step > 0 ? step : 1;
  const nearest = Math.round((wanted - base) / grid);
  const last = max === null ? nearest : Math.floor((max - base) / grid);
  return base + Math.max(0, Math.min(nearest, last)) * grid;
}

import type { NamedColor } from "./color.ts";
import type { Side } from "./geometry.ts";
import type { Picture } from "./picture.ts";
import type { Region } from "./regions.ts";

/** How much is asked for: `usual`, or a little or a lot of it, or so many percent. */
export type Amount = "usual" | "little" | "lot" | { readonly percent: number };

/** One thing to do, as words ask for it. */
export interface Step {
  readonly operation: Operation;
  readonly amount: Amount;
  /** Where alone; null: everywhere. */
  readonly region: Region | null;
  readonly details: Details;
}

/** What a phrase says besides. */
export interface Details {
  readonly colors: readonly NamedColor[];
  readonly degrees: number | null;
  /** Width to height. */
  readonly shape: readonly [number, number] | null;
  readonly side: Side | null;
  readonly isLeft: boolean;
}

export interface Operation {
  readonly id: string;
  /**
   * Regular expressions over lower-case words with single spaces between. `<more>`, `<less>`, `<the>`, `<color>` and
   * the like stand for what `phrases.ts` says. Groups give details: `color`, `other`, `degrees`, `shape`, `side`,
   * `turn`, `percent`.
   */
  readonly phrases: readonly string[];
  /** What it does, after "This picture gets" or by itself: `warmer`, `cropped to 16:9`. */
  says(details: Details): string;
  /** Percent of its strength that it has by itself, and at most. */
  readonly usual: number;
  readonly most: number;
  /** True: the picture gets another shape or is turned, so that it is always about all of it. */
  readonly isGeometry?: boolean;
  /** Where it works when no place is named. */
  readonly region?: Region;
  /** `share` is 0 to 1, more only where `most` is more than 100. */
  apply(picture: Picture, share: number, details: Details): Picture | Promise<Picture>;
}

/** How strong a step is, 0 to 1 (see `Operation.apply`). */
export function shareOf({
  operation: { usual, most },
  amount,
}: Pick<Step, "operation" | "amount">) {
  if (typeof amount === "object") return Math.min(most, Math.max(1, amount.percent)) / 100;
  const factors = { usual: 1, little: 0.5, lot: 1.75 };
  return Math.min(most, usual * factors[amount]) / 100;
}

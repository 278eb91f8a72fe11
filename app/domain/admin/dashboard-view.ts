import type { DashboardPage } from "./dashboard";

export interface RouteRow {
  route: string;
  model: string;
  modelName: string;
  answers: number;
  failures: number;
  /** Half of those that succeeded took at most so long; null when none did. */
  usualSeconds: number | null;
  /** Nine of ten. */
  slowSeconds: number | null;
}

export interface ProviderRow extends Omit<RouteRow, "route" | "model" | "modelName"> {
  provider: string;
  routes: readonly RouteRow[];
}

/** One model's credits against what its provider asks for the same files. */
export interface MoneyRow {
  kind: string;
  model: string;
  modelName: string;
  files: number;
  keptCredits: number;
  takenUsd: number;
  /** Of the files whose price is known. */
  costUsd: number;
  /** Files that no price is known for. */
  unpricedFiles: number;
}

/** Work that may have cost money though its credits went back. */
export interface LostRow {
  provider: string;
  model: string;
  modelName: string;
  requests: number;
  refundedCredits: number;
  costUsd: number;
  unpricedFiles: number;
}

export interface DashboardView extends DashboardPage {
  providers: readonly ProviderRow[];
  money: readonly MoneyRow[];
  lost: readonly LostRow[];
  /** What one credit is worth. */
  creditWorthUsd: number;
  modelNames: Readonly<Record<string, string>>;
}

type Amounts = Pick<MoneyRow, "takenUsd" | "costUsd" | "unpricedFiles">;

/** Taken, paid and left over for all rows together. */
export function sumMoney(rows: readonly Amounts[]): Amounts & { marginUsd: number } {
  const sum = { takenUsd: 0, costUsd: 0, unpricedFiles: 0 };
  for (const { takenUsd, costUsd, unpricedFiles } of rows) {
    sum.takenUsd += takenUsd;
    sum.costUsd += costUsd;
    sum.unpricedFiles += unpricedFiles;
  }
  return { ...sum, marginUsd: sum.takenUsd - sum.costUsd };
}

/** What was given, taken and given back in the range; none of them negative. */
export function creditSums({ credits: { reasons } }: Pick<DashboardPage, "credits">) {
  const sum = { granted: 0, spent: 0, refunded: 0, deducted: 0 };
  for (const { reason, credits } of reasons) {
    if (reason === "charge") sum.spent -= credits;
    else if (reason === "refund" || reason === "goodwill") sum.refunded += credits;
    else if (reason === "deduction") sum.deducted -= credits;
    else sum.granted += credits;
  }
  return sum;
}

/** A share of something, 0 to 1; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/**
 * How long `share` of all answers took at most, in seconds, to a tenth or so: from counts by bucket, in the order of
 * the buckets, where bucket n ends at 0.1 s times 1.2 to the power of n. Null when there are none.
 */
export function waitOf(waits: DashboardPage["routes"][number]["waits"], share: number) {
  const total = waits.reduce((sum, [, many]) => sum + many, 0);
  let passed = 0;
  for (const [bucket, many] of waits) {
    passed += many;
    if (many > 0 && passed >= share * total) return 0.1 * 1.2 ** Math.max(0, bucket - 0.5);
  }
  return null;
}

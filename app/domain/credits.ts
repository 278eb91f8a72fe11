/** Why credits moved. A charge is negative, an adjustment either, all else positive: goodwill is a refund by hand. */
export const creditReasons = [
  "signup_grant",
  "charge",
  "refund",
  "goodwill",
  "adjustment",
  "allowance",
  "gift_code",
] as const;
export type CreditReason = (typeof creditReasons)[number];

/** A monthly allowance fills a balance up to so many credits, or adds so many. */
export const allowanceModes = ["top_up", "add"] as const;
export type AllowanceMode = (typeof allowanceModes)[number];

const grouped = new Intl.NumberFormat("en-US");

/** `1000` → `1,000 credits`, `1` → `1 credit`. */
export function formatCredits(credits: number): string {
  return `${grouped.format(credits)} ${Math.abs(credits) === 1 ? "credit" : "credits"}`;
}

/** What was bought with one request, and how many files of it came. */
export interface Delivery {
  outputCount: number;
  madeCount: number;
  /** Of all files together: each of them costs the same whole number. */
  priceCredits: number;
}

/** The files that were paid for and did not come though others did, and what was refunded for them; null for none. */
export function shortfallOf({ outputCount, madeCount, priceCredits }: Delivery) {
  const missing = outputCount - madeCount;
  if (madeCount === 0 || missing === 0) return null;
  return { missing, outputCount, refundedCredits: (priceCredits / outputCount) * missing };
}

/** What was kept for one file of a request. */
export function keptCreditsEach(request: {
  chargedCredits: number;
  refundedCredits: number;
  madeCount: number;
}): number {
  const kept = request.chargedCredits - request.refundedCredits;
  return Math.round(kept / Math.max(1, request.madeCount));
}

/** Why credits moved. A charge is negative; a refund and a grant are positive. */
export const creditReasons = ["signup_grant", "charge", "refund", "adjustment"] as const;
export type CreditReason = (typeof creditReasons)[number];

/** Price of a request in whole credits. Throws a RangeError unless both are safe positive integers. */
export function priceOf(priceCreditsEach: number, outputCount: number): number {
  const priceCredits = priceCreditsEach * outputCount;
  if (!Number.isSafeInteger(priceCredits) || priceCreditsEach < 0 || outputCount < 1) {
    throw new RangeError(`No price for ${outputCount} at ${priceCreditsEach} credits`);
  }
  return priceCredits;
}

const grouped = new Intl.NumberFormat("en-US");

/** `1000` → `1,000 credits`, `1` → `1 credit`. */
export function formatCredits(credits: number): string {
  return `${grouped.format(credits)} ${Math.abs(credits) === 1 ? "credit" : "credits"}`;
}

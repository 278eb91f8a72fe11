/** Why credits moved. A charge is negative; a refund and a grant are positive. */
export const creditReasons = ["signup_grant", "charge", "refund", "adjustment"] as const;
export type CreditReason = (typeof creditReasons)[number];

const grouped = new Intl.NumberFormat("en-US");

/** `1000` → `1,000 credits`, `1` → `1 credit`. */
export function formatCredits(credits: number): string {
  return `${grouped.format(credits)} ${Math.abs(credits) === 1 ? "credit" : "credits"}`;
}

import { isDeepStrictEqual } from "node:util";
import type { IntendedSubmit, ModelRequest, ModelRoute } from "../port";

/** Our clock and a provider's may differ by this much. */
const clockToleranceMs = 30_000;

/** The times, by the provider's clock, between which a lost submit must have come to it. */
export function lookupWindow(
  { intendedAt }: IntendedSubmit,
  now: number,
): { from: Date; to: Date } {
  return {
    from: new Date(intendedAt.getTime() - clockToleranceMs),
    to: new Date(now + clockToleranceMs),
  };
}

/** What a route sends for a request, as the provider reads it: without what is undefined. */
export function sentParameters(route: ModelRoute, request: ModelRequest): Record<string, unknown> {
  return JSON.parse(JSON.stringify(route.parameters(request))) as Record<string, unknown>;
}

/** Whether an input, as the provider has kept it, is what was sent. The model's own defaults may stand beside it. */
export function includesParameters(
  input: Readonly<Record<string, unknown>>,
  sent: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(sent).every(([name, value]) => isDeepStrictEqual(input[name], value));
}

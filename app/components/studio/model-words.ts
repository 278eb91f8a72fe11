import { waitWords } from "~/components/ui/time-words";
import { formatCredits } from "~/domain/credits";
import type { StudioModel } from "./types";

/** From this share of failures on, a model's card says so. */
const worthSaying = 0.2;

/** `Has been failing a lot lately: 3 in 10`; null when it has not, or when too few asked to tell. */
export function failingWords({ failureShare }: Pick<StudioModel, "failureShare">): string | null {
  return failureShare !== null && failureShare >= worthSaying
    ? `Has been failing a lot lately: ${Math.round(failureShare * 10)} in 10`
    : null;
}

/** `500 credits each, usually about 4 seconds`. */
export function costWords({ priceCredits, maxOutputs, typicalSeconds }: StudioModel): string {
  const each = maxOutputs > 1 ? " each" : "";
  return `${formatCredits(priceCredits)}${each}, usually ${waitWords(typicalSeconds)}`;
}

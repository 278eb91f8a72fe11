import type { ModelCard } from "~/domain/models";

// In the order in which people see them, which the rules of choices.css count by.

/** Seconds, the shortest first. */
export function lengthsOf({ durations }: Pick<ModelCard, "durations">): number[] {
  return durations.toSorted((one, other) => one - other);
}

/** The smallest first. */
export function resolutionsOf({ resolutions }: Pick<ModelCard, "resolutions">): string[] {
  return resolutions.toSorted((one, other) => Number.parseFloat(one) - Number.parseFloat(other));
}

import type { ShapeId } from "./shapes";
import { shapeIds } from "./shapes";

/** What the studio's form starts with. */
export interface StudioStart {
  model: string;
  prompt: string;
  negativePrompt: string;
  shape: ShapeId;
  count: number;
  /** Digits, or empty for a new seed each time. */
  seed: string;
}

const longestText = 2000;

/** Takes what fits, whoever gives it (a link, a kept draft, a refused form), and the usual for the rest. */
export function startStudioForm(
  modelIds: readonly string[],
  given: Readonly<Record<string, string | undefined>>,
): StudioStart {
  const text = (value = "") => value.slice(0, longestText);
  return {
    model: modelIds.find((id) => id === given.model) ?? modelIds[0] ?? "",
    prompt: text(given.prompt),
    negativePrompt: text(given.negativePrompt),
    shape: shapeIds.find((id) => id === given.shape) ?? shapeIds[0],
    count: /^[1-4]$/.test(given.count ?? "") ? Number(given.count) : 1,
    seed: text(given.seed).slice(0, 20),
  };
}

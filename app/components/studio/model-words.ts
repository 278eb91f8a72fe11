import { waitWords } from "~/components/ui/time-words";
import { priceWords } from "~/domain/prices";
import { maxPromptLength } from "~/domain/models";
import { lengthsOf, resolutionsOf } from "./setting-choices";
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
export function costWords(model: StudioModel): string {
  const each = model.maxOutputs > 1 ? " each" : "";
  return `${priceWords(model)}${each}, usually ${waitWords(model.typicalSeconds)}`;
}

/** What it takes and gives, in a line: `Needs a picture. Can leave things out. Up to 4 at once.` */
export function takesWords(model: StudioModel): string {
  const { kind, source, film, hasNegativePrompt, maxOutputs } = model;
  const [seconds, resolutions] = [lengthsOf(model), resolutionsOf(model)];
  return [
    kind === "video" && source === "none" && "From words alone.",
    source === "required" && kind === "video" && (film ? "Needs a video." : "Needs a picture."),
    source === "optional" && "With or without a picture.",
    seconds.length > 0 && `${[...new Set([seconds[0], seconds.at(-1)])].join(" to ")} seconds.`,
    resolutions.length > 0 && `${resolutions.join(", ")}.`,
    model.prompt === "none" && "Needs no prompt.",
    hasNegativePrompt && "Can leave things out.",
    maxOutputs > 1 && `Up to ${maxOutputs} at once.`,
    model.maxPromptLength < maxPromptLength &&
      `Up to ${model.maxPromptLength.toLocaleString("en-US")} characters.`,
  ]
    .filter(Boolean)
    .join(" ");
}

import type { Making } from "~/components/share/types";
import type { GenerationKind } from "~/domain/generation";
import type { DigitalSourceType } from "~/domain/media";
import type { ModelCard } from "~/domain/models";
import type { SharedFileView } from "~/domain/sharing";
import type { Placeholders } from "./media-tile.server";

interface Shown extends Placeholders {
  models: { find(modelId: string): ModelCard | null };
}

/** A file of a shared page as it is shown: with its stand-in, and with its model's name. */
export async function showSharedFile(
  { drawPlaceholder, models }: Shown,
  { thumbhash, digitalSource, ...file }: SharedFileView,
) {
  const model = models.find(file.model);
  return {
    ...file,
    placeholder: await drawPlaceholder(thumbhash),
    model: model?.name ?? file.model,
    making: makingOf(digitalSource, model?.isAi ?? true, file.kind),
  };
}

/** A program that is no AI leaves what it changes what it was: made by AI, by a program, or by a person. */
function makingOf(source: DigitalSourceType, isAi: boolean, kind: GenerationKind): Making {
  if (source === "algorithmicMedia") return "program";
  if (source === "algorithmicallyEnhanced") return "changed";
  if (isAi) return "ai";
  return kind === "video" ? "ai, filmed" : "ai, changed";
}

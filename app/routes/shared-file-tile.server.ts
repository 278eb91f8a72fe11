import type { ModelCard } from "~/domain/models";
import type { SharedFileView } from "~/domain/sharing";
import type { Placeholders } from "./media-tile.server";

interface Shown extends Placeholders {
  models: { find(modelId: string): ModelCard | null };
}

/** A file of a shared page as it is shown: with its stand-in, and with its model's name. */
export async function showSharedFile(
  { drawPlaceholder, models }: Shown,
  { thumbhash, ...file }: SharedFileView,
) {
  const model = models.find(file.model);
  return {
    ...file,
    placeholder: await drawPlaceholder(thumbhash),
    model: model?.name ?? file.model,
    // What is built in changes pictures of AI models too.
    isAi: !model?.builtIn || file.kind === "edit",
  };
}

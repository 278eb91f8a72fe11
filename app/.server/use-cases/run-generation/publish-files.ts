import type { DigitalSourceType, ProviderFile, SourceMark } from "~/domain/media";
import { AiError, type ModelRegistry } from "~/.server/ai/port";
import type { ClaimedGeneration, GenerationStore } from "~/.server/generations/port";
import type { MediaVault } from "~/.server/media/vault-port";

export interface PublishFilesDeps {
  generations: Pick<GenerationStore, "complete">;
  vault: Pick<MediaVault, "ingest">;
  models: Pick<ModelRegistry, "find">;
}

interface MadeFiles {
  files: readonly ProviderFile[];
  note: string | null;
  /** Of the picture that they are made from. */
  sourceMark: SourceMark | null;
}

/** Stores each file under its own id, then makes all of them visible at once. More files than bought are dropped. */
export async function publishFiles(
  { generations, vault, models }: PublishFilesDeps,
  claim: ClaimedGeneration,
  { files, note, sourceMark }: MadeFiles,
  signal: AbortSignal,
): Promise<void> {
  const card = models.find(claim.model);
  const isAi = card?.isAi ?? true;
  const marks = {
    source: digitalSourceOf(claim, isAi, sourceMark),
    prompt: claim.prompt,
    ...(!claim.isPrompted && { isPrompted: false }),
    model: card?.name ?? claim.model,
    ...(!isAi && sourceMark?.aiSystem && { aiSystem: sourceMark.aiSystem }),
  };
  const pairs = claim.mediaIds.flatMap((mediaId, index) => {
    const file = files[index];
    return file ? [{ mediaId, file }] : [];
  });
  if (pairs.length === 0) throw new AiError("upstream_failure", { detail: "no file at all" });
  const { userId, kind } = claim;
  const media = await Promise.all(
    pairs.map(({ mediaId, file }) => vault.ingest({ userId, mediaId, kind, file, marks }, signal)),
  );
  await generations.complete(claim, media, note);
}

/** What changes a picture by fixed rules leaves it what it was: made by AI, by a program, or by a person. */
function digitalSourceOf(
  claim: ClaimedGeneration,
  isAi: boolean,
  sourceMark: SourceMark | null,
): DigitalSourceType {
  if (!isAi && !claim.sourceMediaId) return "algorithmicMedia";
  if (!isAi) return sourceMark?.source ?? "algorithmicallyEnhanced";
  return claim.sourceMediaId ? "compositeWithTrainedAlgorithmicMedia" : "trainedAlgorithmicMedia";
}

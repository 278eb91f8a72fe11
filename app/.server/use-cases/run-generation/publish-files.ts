import type { ProviderFile } from "~/domain/media";
import { AiError, type ModelRegistry } from "~/.server/ai/port";
import type { ClaimedGeneration, GenerationStore } from "~/.server/generations/port";
import type { DigitalSourceType, MediaVault } from "~/.server/media/port";

export interface PublishFilesDeps {
  generations: Pick<GenerationStore, "complete">;
  vault: Pick<MediaVault, "ingest">;
  models: Pick<ModelRegistry, "find">;
}

/** Stores each file under its own id, then makes all of them visible at once. More files than bought are dropped. */
export async function publishFiles(
  { generations, vault, models }: PublishFilesDeps,
  claim: ClaimedGeneration,
  { files, note }: { files: readonly ProviderFile[]; note: string | null },
  signal: AbortSignal,
): Promise<void> {
  const card = models.find(claim.model);
  const marks = {
    source: digitalSourceOf(claim, card?.builtIn ?? false),
    prompt: claim.prompt,
    model: card?.name ?? claim.model,
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

function digitalSourceOf(claim: ClaimedGeneration, builtIn: boolean): DigitalSourceType {
  if (builtIn) return "algorithmicMedia";
  return claim.sourceMediaId ? "compositeWithTrainedAlgorithmicMedia" : "trainedAlgorithmicMedia";
}

import type { SourceForm } from "~/domain/media";
import { whereItLies } from "~/domain/moved-file";
import type { ModelRequest } from "~/.server/ai/port";
import { isNotFound } from "~/.server/errors";
import type { ClaimedGeneration } from "~/.server/generations/port";
import type { MediaFiles, MediaVault } from "~/.server/media/port";
import { OwnFailure } from "./failure";

export interface ReadRequestDeps {
  vault: Pick<MediaVault, "readSource">;
  mediaFiles: Pick<MediaFiles, "sourceOf">;
}

/**
 * What a claim asks of a model. Its source picture is read when the provider needs it. Error of that: OwnFailure
 * (source_gone).
 */
export function readRequest(
  { mediaFiles, vault }: ReadRequestDeps,
  claim: ClaimedGeneration,
): ModelRequest {
  const find = () => mediaFiles.sourceOf(claim.id);
  const readSource = async (form?: SourceForm) =>
    await whereItLies(await find(), {
      work: (file) => vault.readSource(file, form),
      lookAgain: find,
      isGone: isNotFound,
    });
  return {
    generationId: claim.id,
    kind: claim.kind,
    model: claim.model,
    prompt: claim.prompt,
    negativePrompt: claim.negativePrompt,
    settings: claim.settings,
    outputCount: claim.mediaIds.length,
    readSource: claim.sourceMediaId ? (form) => readSource(form).catch(throwSourceGone) : null,
  };
}

function throwSourceGone(error: unknown): never {
  throw isNotFound(error) ? new OwnFailure("source_gone", false, error) : error;
}

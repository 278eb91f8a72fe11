import type { SourceForm, SourceImage } from "~/domain/media";
import type { ModelRequest } from "~/.server/ai/port";
import { AppError } from "~/.server/errors";
import type { ClaimedGeneration } from "~/.server/generations/port";
import type { MediaFile, MediaFiles, MediaVault } from "~/.server/media/port";
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
  /** Saving moves a file: one that is gone from where it lay a moment ago is looked up once more. */
  const readSource = async (form?: SourceForm, before?: MediaFile): Promise<SourceImage> => {
    const file = await mediaFiles.sourceOf(claim.id).catch(throwSourceGone);
    try {
      return await vault.readSource(file, form);
    } catch (error) {
      return file.path === before?.path || !isNotFound(error)
        ? throwSourceGone(error)
        : await readSource(form, file);
    }
  };
  return {
    generationId: claim.id,
    kind: claim.kind,
    model: claim.model,
    prompt: claim.prompt,
    negativePrompt: claim.negativePrompt,
    settings: claim.settings,
    outputCount: claim.mediaIds.length,
    readSource: claim.sourceMediaId ? (form) => readSource(form) : null,
  };
}

const isNotFound = (error: unknown) => error instanceof AppError && error.code === "not_found";

function throwSourceGone(error: unknown): never {
  throw isNotFound(error) ? new OwnFailure("source_gone", false, error) : error;
}

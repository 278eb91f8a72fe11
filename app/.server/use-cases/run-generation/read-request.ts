import type { SourceForm, SourceImage, SourceMark } from "~/domain/media";
import { whereItLies } from "~/domain/moved-file";
import type { ModelRequest } from "~/.server/ai/port";
import { isNotFound } from "~/.server/errors";
import type { ClaimedGeneration } from "~/.server/generations/port";
import type { MediaFiles, MediaVault } from "~/.server/media/port";
import { OwnFailure } from "./failure";

export interface ReadRequestDeps {
  vault: Pick<MediaVault, "readSource" | "readMask">;
  mediaFiles: Pick<MediaFiles, "sourceOf">;
}

/**
 * What a claim asks of a model. Its source picture is read when the provider needs it; what that says of itself is
 * known from then on. Error of that: OwnFailure (source_gone).
 */
export function readRequest(
  { mediaFiles, vault }: ReadRequestDeps,
  claim: ClaimedGeneration,
): { request: ModelRequest; sourceMark(): SourceMark | null } {
  let mark: SourceMark | null = null;
  const find = () => mediaFiles.sourceOf(claim.id);
  const readSource = async (form?: SourceForm) =>
    await whereItLies(await find(), {
      work: (file) => vault.readSource(file, form),
      lookAgain: find,
      isGone: isNotFound,
    });
  const readMask = async (source: SourceImage) =>
    await vault.readMask(await mediaFiles.sourceOf(claim.id, "mask"), source);
  const readMarked = async (form?: SourceForm) => {
    const source = await readSource(form).catch(throwSourceGone);
    mark = source.mark ?? null;
    return source;
  };
  const request = {
    generationId: claim.id,
    kind: claim.kind,
    model: claim.model,
    prompt: claim.prompt,
    negativePrompt: claim.negativePrompt,
    settings: claim.settings,
    outputCount: claim.mediaIds.length,
    readMask: claim.inputs.some(({ role }) => role === "mask")
      ? (source: SourceImage) => readMask(source).catch(throwSourceGone)
      : null,
    readSource: claim.sourceMediaId ? readMarked : null,
  };
  return { request, sourceMark: () => mark };
}

function throwSourceGone(error: unknown): never {
  throw isNotFound(error) ? new OwnFailure("source_gone", false, error) : error;
}

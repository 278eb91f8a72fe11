import type { SourceForm, SourceImage, SourceMark } from "~/domain/media";
import { whereItLies } from "~/domain/moved-file";
import type { ModelRegistry, ModelRequest } from "~/.server/ai/port";
import { isNotFound } from "~/.server/errors";
import type { ClaimedGeneration } from "~/.server/generations/port";
import type { MediaFile, MediaFiles } from "~/.server/media/files-port";
import type { MediaVault } from "~/.server/media/vault-port";
import { OwnFailure } from "./failure";

export interface ReadRequestDeps {
  models: Pick<ModelRegistry, "find">;
  vault: Pick<MediaVault, "readSource" | "readFilm" | "readMask">;
  mediaFiles: Pick<MediaFiles, "sourceOf">;
}

/**
 * What a claim asks of a model. Its pictures are read when the provider needs them; what those say of themselves is
 * known from then on. Error of that: OwnFailure (source_gone).
 */
export function readRequest(
  { models, mediaFiles, vault }: ReadRequestDeps,
  claim: ClaimedGeneration,
): { request: ModelRequest; sourceMark(): SourceMark | null } {
  const marks: (SourceMark | null)[] = [];
  const readFile = async <Read>(work: (file: MediaFile) => Promise<Read>, inputId?: string) => {
    const lookAgain = () => mediaFiles.sourceOf(claim.id, inputId);
    const steps = { work, lookAgain, isGone: isNotFound };
    return await lookAgain()
      .then((file) => whereItLies(file, steps))
      .catch(throwSourceGone);
  };
  const readMask = async (maskId: string, source: SourceImage) =>
    await vault.readMask(await mediaFiles.sourceOf(claim.id, maskId), source);
  const readMarked = async (form?: SourceForm, inputId?: string) => {
    const picture = await readFile((file) => vault.readSource(file, form), inputId);
    marks.push(picture.mark ?? null);
    return picture;
  };
  const takesFilm = Boolean(models.find(claim.model)?.film);
  const mask = claim.inputs.find(({ role }) => role === "mask");
  const request = {
    generationId: claim.id,
    kind: claim.kind,
    model: claim.model,
    prompt: claim.isPrompted ? claim.prompt : "",
    negativePrompt: claim.negativePrompt,
    settings: claim.settings,
    outputCount: claim.mediaIds.length,
    readMask: mask
      ? (source: SourceImage) => readMask(mask.id, source).catch(throwSourceGone)
      : null,
    pictures: claim.inputs.flatMap(({ role, id }) =>
      role === "mask" ? [] : { role, read: (form?: SourceForm) => readMarked(form, id) },
    ),
    readSource: claim.sourceMediaId && !takesFilm ? (form?: SourceForm) => readMarked(form) : null,
    readFilm: claim.sourceMediaId && takesFilm ? () => readFile(vault.readFilm) : null,
  };
  return { request, sourceMark: () => strongest(marks) };
}

/** From a little of a program in it to all of it out of an AI model. */
const sourcesByStrength = [
  "algorithmicallyEnhanced",
  "algorithmicMedia",
  "compositeWithTrainedAlgorithmicMedia",
  "trainedAlgorithmicMedia",
] as const;

/** What is made of several pictures is marked like the one with the most of an AI model in it. */
function strongest(marks: readonly (SourceMark | null)[]): SourceMark | null {
  const known = marks.filter((mark) => mark !== null);
  const rank = ({ source }: SourceMark) => sourcesByStrength.indexOf(source);
  return known.toSorted((one, other) => rank(other) - rank(one))[0] ?? null;
}

function throwSourceGone(error: unknown): never {
  throw isNotFound(error) ? new OwnFailure("source_gone", false, error) : error;
}

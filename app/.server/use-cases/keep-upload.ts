import { tooLargeWords } from "~/domain/uploads";
import type { UploadView } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { Profiles } from "../account/port";
import { AppError } from "../errors";
import type { GivenBytes } from "../media/file-bytes-port";
import type { UploadOwner, UploadRole, Uploads } from "../media/uploads-port";
import type { MediaVault } from "../media/vault-port";

export interface KeepUploadDeps {
  uploads: Pick<Uploads, "plan" | "keep">;
  vault: Pick<MediaVault, "readUpload" | "readMaskUpload" | "storeUpload">;
  /** A new UUIDv7. */
  newId(): string;
}

/** A file as it came. */
export interface GivenFile {
  sizeBytes: number;
  /** Only its beginning came. */
  isTooLarge: boolean;
  read(): Promise<GivenBytes>;
}

/**
 * Keeps a picture that a person gave to make something from: for a day, a visitor's for two hours, and as long as
 * something that was made from it is there. Nothing is kept of a file that is refused. Errors: too_large,
 * unsupported_media, unreadable_media (each with words for the field `field`), signed_out, unavailable.
 */
export async function keepUpload(
  deps: KeepUploadDeps,
  owner: UploadOwner,
  { file, role, field }: { file: GivenFile; role: UploadRole; field: string },
): Promise<UploadView> {
  try {
    const upload = await read(deps.vault, file, role);
    const uploadId = deps.newId();
    const userId = "viewer" in owner ? owner.viewer.userId : null;
    const folderId = await deps.uploads.plan(uploadId, userId);
    const stored = await deps.vault.storeUpload(uploadId, folderId, upload);
    const { width, height, thumbhash } = stored;
    return { id: await deps.uploads.keep(owner, role, stored), width, height, thumbhash };
  } catch (error) {
    throw error instanceof AppError ? withWords(error, field) : error;
  }
}

export interface KeepPortraitDeps {
  vault: Pick<MediaVault, "readPortrait">;
  profiles: Pick<Profiles, "choosePicture">;
}

/**
 * Makes a picture that a person gave the one that stands beside their name, with the checks of uploads. Errors: those
 * of `keepUpload`.
 */
export async function keepPortrait(
  deps: KeepPortraitDeps,
  viewer: Viewer,
  { file, field }: { file: GivenFile; field: string },
): Promise<void> {
  try {
    await deps.profiles.choosePicture(viewer, await deps.vault.readPortrait(readerOf(file)));
  } catch (error) {
    throw error instanceof AppError ? withWords(error, field) : error;
  }
}

async function read(vault: KeepUploadDeps["vault"], file: GivenFile, role: UploadRole) {
  const bytes = readerOf(file);
  return await (role === "mask" ? vault.readMaskUpload(bytes) : vault.readUpload(bytes));
}

function readerOf(file: GivenFile): () => ReturnType<GivenFile["read"]> {
  if (file.isTooLarge) throw new AppError("too_large");
  if (file.sizeBytes === 0) throw new AppError("unreadable_media", { facts: { empty: "yes" } });
  return () => file.read();
}

/** The same error, said at the field that the file came in. */
function withWords(error: AppError, field: string): AppError {
  const words = refusalWords(error);
  return words
    ? new AppError(error.code, { cause: error, facts: error.facts, fields: { [field]: [words] } })
    : error;
}

function refusalWords({ code, facts }: AppError): string | null {
  if ("stored" in facts) return "This picture takes too much room. Choose a smaller one.";
  if (code === "too_large") return tooLargeWords;
  if ("slow" in facts) return "We're busy right now. Give us this picture again in a minute.";
  if (code === "unsupported_media")
    return `This is ${facts["found"]}, and we can't open that. Choose a JPEG, PNG, WebP, AVIF or GIF picture.`;
  if (code !== "unreadable_media") return null;
  if ("empty" in facts) return "This file is empty. Choose another one.";
  if ("unmarked" in facts) return "Nothing is marked in it. Paint white over the part to change.";
  if ("ratio" in facts) return "This picture is too long and narrow. Choose another one.";
  return "We can't open this picture. It's damaged, or it has more than 50 megapixels.";
}

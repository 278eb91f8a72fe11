import { tooLargeWords } from "~/domain/uploads";
import type { UploadView } from "~/domain/views";
import type { Accounts } from "../account/port";
import { AppError } from "../errors";
import type { MediaVault, Turns, UploadOwner, UploadRole, Uploads } from "../media/port";

export interface KeepUploadDeps {
  accounts: Pick<Accounts, "takeRateLimit">;
  uploads: Pick<Uploads, "plan" | "keep">;
  uploadTurns: Turns;
  vault: Pick<MediaVault, "readUpload" | "readMaskUpload" | "storeUpload">;
  /** A new UUIDv7. */
  newId(): string;
}

/** A file as it came. */
export interface GivenFile {
  sizeBytes: number;
  /** Only its beginning came. */
  isTooLarge: boolean;
  read(): Promise<Uint8Array>;
}

const perHour = { person: 120, address: 30 };

/**
 * Keeps a picture that a person gave to make something from: for a day, a visitor's for two hours, and as long as
 * something that was made from it is there. Nothing is kept of a file that is refused. `address` is coarse. Errors:
 * too_large, unsupported_media, unreadable_media (each with words for the field `field`), rate_limited, signed_out,
 * unavailable.
 */
export async function keepUpload(
  deps: KeepUploadDeps,
  from: { owner: UploadOwner; address: string },
  { file, role, field }: { file: GivenFile; role: UploadRole; field: string },
): Promise<UploadView> {
  const { owner } = from;
  const userId = "viewer" in owner ? owner.viewer.userId : null;
  const [bucket, limit] = userId
    ? [`upload:${userId}`, perHour.person]
    : [`upload:${from.address}`, perHour.address];
  const endTurn = deps.uploadTurns.begin(bucket);
  try {
    await deps.accounts.takeRateLimit(bucket, limit, 3600);
    const upload = await read(deps.vault, file, role);
    const uploadId = deps.newId();
    const folderId = userId ?? uploadId;
    await deps.uploads.plan(uploadId, folderId);
    const stored = await deps.vault.storeUpload(uploadId, folderId, upload);
    const { width, height, thumbhash } = stored;
    return { id: await deps.uploads.keep(owner, role, stored), width, height, thumbhash };
  } catch (error) {
    throw error instanceof AppError ? withWords(error, field) : error;
  } finally {
    endTurn();
  }
}

async function read(vault: KeepUploadDeps["vault"], file: GivenFile, role: UploadRole) {
  if (file.isTooLarge) throw new AppError("too_large");
  if (file.sizeBytes === 0) throw new AppError("unreadable_media", { facts: { empty: "yes" } });
  const bytes = await file.read();
  return await (role === "mask" ? vault.readMaskUpload(bytes) : vault.readUpload(bytes));
}

/** The same error, said at the field that the file came in. */
function withWords(error: AppError, field: string): AppError {
  const words = refusalWords(error);
  return words
    ? new AppError(error.code, { cause: error, facts: error.facts, fields: { [field]: [words] } })
    : error;
}

function refusalWords({ code, facts }: AppError): string | null {
  if (code === "too_large") return tooLargeWords;
  if (code === "unsupported_media")
    return `This is ${facts["found"]}, and we can't open that. Choose a JPEG, PNG, WebP, AVIF or GIF picture.`;
  if (code !== "unreadable_media") return null;
  if ("empty" in facts) return "This file is empty. Choose another one.";
  if ("unmarked" in facts) return "Nothing is marked in it. Paint white over the part to change.";
  if ("ratio" in facts) return "This picture is too long and narrow. Choose another one.";
  return "We can't open this picture. It's damaged, or it has more than 50 megapixels.";
}

import { createHash } from "node:crypto";
import { maxUploadBytes } from "~/domain/uploads";
import { AppError } from "../../errors";
import type { MediaVault } from "../../media/vault-port";
import type { HeldImport, ImportThing } from "../../takeout/port";
import { faultOf } from "./faults";
import { type OpenedExport, readBytes } from "./read-export";

/**
 * The picture beside the person's name, if the zip has one, with the checks of an upload. Errors: those of the store;
 * others that nobody expects.
 */
export async function* pictureOf(
  vault: Pick<MediaVault, "readPortrait">,
  { failures }: Pick<HeldImport, "failures">,
  opened: OpenedExport,
): AsyncGenerator<ImportThing> {
  const file = opened.list("picture");
  if (!file) return;
  const { name } = file;
  try {
    if (file.sizeBytes > maxUploadBytes) throw new AppError("too_large");
    const bytes = await vault.readPortrait(() => readBytes(file));
    const version = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
    const webp = Buffer.from(bytes).toString("base64");
    yield { part: "picture", name, thing: { version, webp } };
  } catch (error) {
    yield { part: "fault", name, why: faultOf(error, failures) };
  }
}

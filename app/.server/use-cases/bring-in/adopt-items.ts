import type { AdoptMedia } from "~/domain/adopted-media";
import { exportedItem, type ExportedItem } from "~/domain/export-format";
import type { ImportFault } from "~/domain/takeout-views";
import type { Uploads } from "../../media/uploads-port";
import type { MediaVault } from "../../media/vault-port";
import type { HeldImport, Imports, ImportThing } from "../../takeout/port";
import { faultOf } from "./faults";
import { maxFactsBytes, readJson, type ZippedItem } from "./read-export";

export interface AdoptDeps {
  imports: Pick<Imports, "known">;
  uploads: Pick<Uploads, "plan">;
  vault: Pick<MediaVault, "adopt" | "readPortrait">;
  /** A new UUIDv7. */
  newId(): string;
}

type ReadItem = { name: string } & (
  | { facts: ExportedItem; file: NonNullable<ZippedItem["file"]> }
  | { why: ImportFault }
);

/**
 * Checks and stores the files of some items, but for those that are there already: of the first at least, and of no
 * more once `isOver`. What is wrong with one keeps none of the others. Errors: stale_lease, unavailable; others that
 * nobody expects.
 */
export async function adoptItems(
  deps: AdoptDeps,
  held: HeldImport,
  items: readonly ZippedItem[],
  isOver: () => boolean,
): Promise<ImportThing[]> {
  const read: ReadItem[] = [];
  for (const item of items) read.push(await readItem(item));
  const ids = read.flatMap((each) => ("facts" in each ? [each.facts.id] : []));
  const known = await deps.imports.known(held, ids);
  const things: ImportThing[] = [];
  for (const item of read) {
    if (things.length > 0 && isOver()) break;
    if ("why" in item) things.push({ part: "fault", ...item });
    else things.push(await adopt(deps, held, item, known.has(item.facts.id)));
  }
  return things;
}

async function readItem({ name, facts, file }: ZippedItem): Promise<ReadItem> {
  try {
    const read = exportedItem.safeParse(await readJson(facts, maxFactsBytes)).data;
    if (!read || (read.what === "file" && isVideo(read) !== (read.request.kind === "video")))
      return { name, why: "facts" };
    if (!file) return { name, why: "no_file" };
    return file.sizeBytes === read.sizeBytes
      ? { name, facts: read, file }
      : { name, why: "changed" };
  } catch (error) {
    return { name, why: faultOf(error, 0) };
  }
}

async function adopt(
  { uploads, vault, newId }: AdoptDeps,
  { userId, failures }: HeldImport,
  { name, facts, file }: Extract<ReadItem, { facts: unknown }>,
  isKnown: boolean,
): Promise<ImportThing> {
  const part = facts.what === "file" ? "files" : "uploads";
  if (isKnown) return { part, name, thing: { facts, file: null } };
  const mediaId = newId();
  try {
    // Whatever is stored for it and not put on record is cleared later.
    await uploads.plan(mediaId, userId);
    const media = await vault.adopt(adoptionOf(facts, userId, mediaId), file.open);
    return { part, name, thing: { facts, file: media } };
  } catch (error) {
    return { part: "fault", name, why: faultOf(error, failures) };
  }
}

const isVideo = ({ contentType }: ExportedItem) => contentType === "video/mp4";

function adoptionOf(facts: ExportedItem, userId: string, mediaId: string): AdoptMedia {
  const ids = { userId, mediaId, sha256: facts.sha256 };
  if (facts.what === "upload") return { ...ids, area: "temporary", what: facts.role, marks: null };
  const { model, modelName, prompt, isPrompted } = facts.request;
  return {
    ...ids,
    what: isVideo(facts) ? "video" : "file",
    area: facts.savedAt && facts.shelf !== "recent" ? "permanent" : "temporary",
    marks: {
      source: facts.digitalSource,
      prompt,
      isPrompted,
      model: modelName ?? model,
      createdAt: new Date(facts.createdAt),
    },
  };
}

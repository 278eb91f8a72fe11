import { z } from "zod";
import type { JustDone } from "~/domain/just-done";
import type { Viewer } from "~/domain/viewer";
import type { Container } from "~/.server/container";
import { emptyTrash } from "~/.server/use-cases/empty-trash";
import { saveMedia } from "~/.server/use-cases/save-media";

/** At most as many as a cookie can name. */
const mostFiles = 60;

const act = { intent: z.enum(["save", "trash", "restore", "delete"]) };
const severalIds = z
  .string()
  .transform((ids) => [...new Set(ids.split(","))])
  .pipe(z.array(z.uuid()).max(mostFiles));

/** Something to be done with one file, with several (commas between them), or with all that is in the trash. */
export const mediaForm = z.union([
  z.object({ ...act, mediaId: z.uuid() }),
  z.object({ ...act, mediaIds: severalIds }),
  z.object({ intent: z.literal("empty") }),
]);
type MediaForm = z.infer<typeof mediaForm>;

/** The same on the page of one file: with that one where no others are named, as those of an Undo are. */
export const ownMediaForm = z.object({ ...act, mediaIds: severalIds.optional() });

/** Begins nothing later than this, so that the page comes in time: it says how much was done. */
const longestMs = 4000;

/**
 * Does with the viewer's own files what a form asks for. Errors: not_found when that reaches none of them, signed_out,
 * unavailable.
 */
export async function actOnMedia(
  container: Container,
  viewer: Viewer,
  form: MediaForm,
): Promise<JustDone> {
  const endsAt = performance.now() + longestMs;
  const isOver = () => performance.now() >= endsAt;
  if (form.intent === "empty") {
    const { count } = await emptyTrash(container, viewer, isOver);
    return { did: "deleted", mediaIds: [], count, requested: count };
  }
  const requested = "mediaId" in form ? [form.mediaId] : form.mediaIds;
  const done = (did: JustDone["did"], mediaIds: readonly string[], isOfUse = true): JustDone => ({
    did,
    mediaIds: isOfUse ? [...mediaIds] : [],
    count: mediaIds.length,
    requested: requested.length,
  });
  const { trash } = container;
  switch (form.intent) {
    case "save": {
      const { mediaIds } = await saveMedia(container, viewer, requested, isOver);
      return done("saved", mediaIds, requested.length === 1);
    }
    case "trash":
      return done("trashed", await trash.put(viewer, requested));
    case "restore":
      return done("restored", await trash.restore(viewer, requested), requested.length === 1);
    case "delete":
      return done("deleted", await trash.delete(viewer, requested), false);
  }
}

/** As many as are copied in the time that there is, with a good store. */
const mostGoing = 500;

/**
 * Keeps the viewer's files that go within a day, on whatever page they are: as many as there is time for. Errors:
 * not_found when there are none any more, signed_out, unavailable.
 */
export async function saveGoing(container: Container, viewer: Viewer): Promise<JustDone> {
  const endsAt = performance.now() + longestMs;
  const { mediaIds: going } = await container.goingMedia.find(viewer, mostGoing);
  const { mediaIds } = await saveMedia(container, viewer, going, () => performance.now() >= endsAt);
  return { did: "saved", mediaIds: [], count: mediaIds.length, requested: going.length };
}

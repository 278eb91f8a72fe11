import { compareHref, maxCompared } from "~/components/compare/compare-query";
import { selection as words } from "~/components/gallery/words";
import { mostAtOnce } from "~/domain/choosing";
import type { JustDone } from "~/domain/just-done";
import type { Viewer } from "~/domain/viewer";
import type { Container } from "~/.server/container";
import { AppError } from "~/.server/errors";
import { readChoice } from "./chosen-media.server";
import { actOnMedia, emptyWholeTrash, type MediaForm } from "./media-acts.server";

/** Does what a form of the gallery asks for: what was done, or where it leads. Errors: those of `actOnMedia`. */
export async function actInGallery(
  container: Container,
  viewer: Viewer,
  form: MediaForm,
  url: URL,
): Promise<JustDone | { path: string }> {
  if (form.intent === "empty") return await emptyWholeTrash(container, viewer);
  const intent = form.intent === "typed" ? typedIntent(form) : form.intent;
  const choice = await readChoice(container, viewer, form, url, mostAtOnce);
  if (intent === "compare")
    // One more than fits, so that the page says so.
    return { path: compareHref(choice.mediaIds.slice(0, maxCompared + 1)) };
  const { boardId, fromBoard, boardName, newBoardId, tags } = form;
  if (intent !== "share") {
    const act = { intent, boardId, fromBoard, boardName, newBoardId, tags, ...choice };
    return await actOnMedia(container, viewer, act);
  }
  const name = boardName.trim() || words.sharedBoard(dayOf(container.now()));
  const act = { intent: "board", boardName: name, newBoardId, ...choice } as const;
  const done = await actOnMedia(container, viewer, act);
  // Where some are still to come, it is the note that leads to the board.
  return done.hasMore || done.stopped ? done : { path: `/boards/${done.of}/share` };
}

/** What somebody means who types and presses Enter. Error: invalid_input. */
function typedIntent({ tags, boardName }: MediaForm): "tag" | "board" {
  if (tags.trim()) return "tag";
  if (boardName.trim()) return "board";
  throw new AppError("invalid_input", { fields: { mediaIds: [words.pressOne] } });
}

const dayOf = (now: Date) =>
  now.toLocaleDateString("en-US", {
    month: "long",
    day: "numeric",
    year: "numeric",
    timeZone: "UTC",
  });

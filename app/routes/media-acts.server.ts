import { z } from "zod";
import { choiceFields, idList, mostAtOnce } from "~/domain/choosing";
import type { Deed, JustDone } from "~/domain/just-done";
import { boardName, tagList } from "~/domain/organizing";
import type { Viewer } from "~/domain/viewer";
import type { MediaDetails } from "~/domain/views";
import type { Container } from "~/.server/container";
import { AppError, isNotFound } from "~/.server/errors";
import { timeToAct } from "~/.server/http/time-to-act";
import { emptyTrash } from "~/.server/use-cases/empty-trash";
import { keepIds } from "~/.server/use-cases/keep-ids";
import { saveMedia } from "~/.server/use-cases/save-media";

/** At most as many as a cookie can name. */
const mostInCookie = 60;

const intents = [
  "save",
  "trash",
  "restore",
  "delete",
  "star",
  "unstar",
  "board",
  "unboard",
  "put-back",
  "tag",
  "untag",
] as const;
type MediaIntent = (typeof intents)[number];

/** What some of them need besides: a board there is, the name of a new one, or tags with commas between them. */
const details = {
  boardId: z.string().default(""),
  /** The one that the page lists. */
  fromBoard: z.string().default(""),
  boardName: z.string().default(""),
  /** Brought by the form, so that it makes one board however often it is sent. */
  newBoardId: z.uuid().optional(),
  tags: z.string().default(""),
};

/**
 * Something to be done with files, or with all that is in the trash. `typed` is what Enter in a field of text presses;
 * `compare` and `share` lead elsewhere.
 */
export const mediaForm = z.object({
  intent: z.enum([...intents, "typed", "compare", "share", "empty"]),
  ...choiceFields,
  ...details,
});
export type MediaForm = z.infer<typeof mediaForm>;

/** The same on the page of one file: with that one where no others are named, as those of an Undo are. */
export const ownMediaForm = z.object({
  intent: z.enum(["save", "trash", "restore", "delete"]),
  mediaIds: idList(mostInCookie).optional(),
});

interface Act extends Partial<Pick<MediaForm, keyof typeof details>> {
  intent: MediaIntent;
  /** At most as many as `chosenIds` takes. */
  mediaIds: readonly string[];
  /** There are more that could have been chosen. */
  hasMore?: boolean;
}

const batchSize = 100;

/**
 * Does with the viewer's own files what a form asks for, a batch at a time. Where a later batch fails, what is done is
 * done, and the answer says that it `stopped`. Errors: not_found when that reaches none of them, invalid_input with the
 * field that is wrong, limit_reached, signed_out, unavailable.
 */
export async function actOnMedia(
  container: Container,
  viewer: Viewer,
  { mediaIds, hasMore = false, ...act }: Act,
): Promise<JustDone> {
  const isOver = timeToAct();
  const { did, of, isNews, perform } = deedOf(container, viewer, act, isOver);
  const reached: string[] = [];
  /** Those for which it was news. */
  const changed: string[] = [];
  let tried = 0;
  let stopped: JustDone["stopped"];
  while (tried < mediaIds.length && !stopped && (tried === 0 || !isOver())) {
    const batch = mediaIds.slice(tried, tried + batchSize);
    try {
      const before = isNews ? await container.pages.details(viewer, batch) : [];
      const old = new Set(before.flatMap((file) => (isNews?.(file) ? [] : [file.id])));
      const done = await perform(batch).catch(noneIfNotFound);
      reached.push(...done);
      changed.push(...done.filter((id) => !old.has(id)));
      tried += batch.length;
    } catch (error) {
      stopped = reasonToStop(error, reached.length);
      container.log("Fewer files were dealt with than were asked for", { err: error, did, tried });
    }
  }
  if (reached.length === 0) throw new AppError("not_found");
  const ofUse = canBeUndone.has(did) ? changed : mediaIds.length === 1 ? reached : [];
  return {
    did,
    ...(await named(container, ofUse)),
    ...(of !== undefined && { of }),
    count: reached.length,
    requested: mediaIds.length,
    ...((hasMore || tried < mediaIds.length) && { hasMore: true }),
    ...(stopped && { stopped }),
  };
}

/** Throws the error where nothing is done yet, and where nothing more can be said to whoever asked. */
function reasonToStop(error: unknown, done: number): "full" | "trouble" {
  if (!(error instanceof AppError) || done === 0 || error.code === "signed_out") throw error;
  return error.code === "limit_reached" ? "full" : "trouble";
}

/** The ids themselves, or what the server keeps of them. Where it can't now, there is no way back. */
async function named(
  container: Container,
  mediaIds: string[],
): Promise<Pick<JustDone, "mediaIds" | "kept">> {
  if (mediaIds.length <= mostInCookie) return { mediaIds };
  try {
    return { mediaIds: [], kept: await keepIds(container, mediaIds) };
  } catch (error) {
    container.log("What was done cannot be undone at once", { err: error, files: mediaIds.length });
    return { mediaIds: [] };
  }
}

/** Empties the trash, as far as it comes in one go. Errors: signed_out, unavailable. */
export async function emptyWholeTrash(container: Container, viewer: Viewer): Promise<JustDone> {
  const { count, isEmpty } = await emptyTrash(container, viewer, timeToAct());
  return {
    ...{ did: "deleted", mediaIds: [], count, requested: count },
    ...(!isEmpty && { hasMore: true }),
  };
}

function noneIfNotFound(error: unknown): string[] {
  if (isNotFound(error)) return [];
  throw error;
}

const canBeUndone = new Set<Deed>(["trashed", "starred", "unstarred", "boarded", "unboarded"]);

interface Doing {
  did: Deed;
  /** The board, or the tags. */
  of?: string;
  /** Whether it would be news for a file as it is now; without, for each. */
  isNews?(file: MediaDetails): boolean;
  perform(batch: readonly string[]): Promise<readonly string[]>;
}

function deedOf(
  container: Container,
  viewer: Viewer,
  act: Omit<Act, "mediaIds">,
  isOver: () => boolean,
): Doing {
  const { trash, organizer } = container;
  switch (act.intent) {
    case "save":
      return {
        did: "saved",
        perform: async (batch) => (await saveMedia(container, viewer, batch, isOver)).mediaIds,
      };
    case "trash":
      return { did: "trashed", perform: (batch) => trash.put(viewer, batch) };
    case "restore":
      return { did: "restored", perform: (batch) => trash.restore(viewer, batch) };
    case "delete":
      return { did: "deleted", perform: (batch) => trash.delete(viewer, batch) };
    case "star":
      return {
        did: "starred",
        isNews: ({ starredAt }) => starredAt === null,
        perform: (batch) => organizer.star(viewer, batch),
      };
    case "unstar":
      return {
        did: "unstarred",
        isNews: ({ starredAt }) => starredAt !== null,
        perform: (batch) => organizer.unstar(viewer, batch),
      };
    case "unboard":
    case "put-back":
      return takeOffOrPutBack(container, viewer, act);
    case "board":
      return putOnBoard(container, viewer, act);
    case "tag":
    case "untag": {
      const { intent } = act;
      const tags = parseField("tags", tagList, act.tags ?? "");
      return {
        did: intent === "tag" ? "tagged" : "untagged",
        of: tags.join(", "),
        perform: (batch) => organizer[intent](viewer, batch, tags),
      };
    }
  }
}

/**
 * Keeps the viewer's files that go within a day, on whatever page they are. Errors: not_found when there are none any
 * more, signed_out, unavailable.
 */
export async function saveGoing(container: Container, viewer: Viewer): Promise<JustDone> {
  const { count, mediaIds } = await container.goingMedia.find(viewer, mostAtOnce);
  const hasMore = count > mediaIds.length;
  return await actOnMedia(container, viewer, { intent: "save", mediaIds, hasMore });
}

function takeOffOrPutBack(
  { organizer }: Container,
  viewer: Viewer,
  { intent, fromBoard, boardId = "" }: Omit<Act, "mediaIds">,
): Doing {
  const of = fromBoard || boardId;
  return intent === "unboard"
    ? { did: "unboarded", of, perform: (batch) => organizer.removeFromBoard(viewer, of, batch) }
    : { did: "boarded", of, perform: (batch) => organizer.putBackOnBoard(viewer, of, batch) };
}

/** On one of the person's boards, or on a new one, which is made with the first files that it gets. */
function putOnBoard(
  { organizer, newId }: Container,
  viewer: Viewer,
  act: Omit<Act, "mediaIds">,
): Doing {
  let board = act.boardId
    ? null
    : {
        id: act.newBoardId ?? newId(),
        name: parseField("boardName", boardName, act.boardName ?? ""),
      };
  const id = board?.id ?? act.boardId ?? "";
  return {
    did: "boarded",
    of: id,
    isNews: ({ boardIds }) => !boardIds.includes(id),
    async perform(batch) {
      if (board) await organizer.makeBoard(viewer, board, batch);
      board = null;
      return await organizer.addToBoard(viewer, id, batch);
    },
  };
}

/** Error: invalid_input, with what is wrong in words. */
export function parseField<Value>(name: string, schema: z.ZodType<Value>, text: string): Value {
  const { success, data, error } = schema.safeParse(text);
  if (success) return data;
  throw new AppError("invalid_input", {
    fields: { [name]: error.issues.map(({ message }) => message) },
  });
}

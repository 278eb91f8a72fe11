import { expect, test } from "vitest";
import { actOnMedia } from "../../../app/routes/media-acts.server";
import type { Container } from "~/.server/container";
import { AppError } from "~/.server/errors";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "token" };
const ids = (count: number) => Array.from({ length: count }, (_, at) => `file-${at}`);

interface Trouble {
  /** Of putting files on a board, from the second batch on. */
  second?: AppError;
  /** Of keeping the ids for an Undo. */
  kept?: AppError;
}

/** Boards and the trash take whatever they get, until there is trouble. */
function worldWith({ second, kept }: Trouble) {
  let batches = 0;
  const lines: string[] = [];
  const take = async (batch: readonly string[]) => {
    batches += 1;
    if (second && batches > 1) throw second;
    return [...batch];
  };
  const parts = {
    pages: { details: async () => [] },
    organizer: {
      addToBoard: async (_viewer: unknown, _board: string, batch: readonly string[]) => take(batch),
    },
    trash: { put: async (_viewer: unknown, batch: readonly string[]) => take(batch) },
    accounts: {
      async saveDraft() {
        if (kept) throw kept;
      },
    },
    log: (message: string) => void lines.push(message),
  };
  return { container: parts as unknown as Container, lines };
}

const toBoard = { intent: "board", boardId: "sea" } as const;

test("a board that fills up half-way keeps what fit: that can be undone, and the rest is told", async () => {
  const second = new AppError("limit_reached", { facts: { what: "board_files", limit: 10_000 } });
  const { container, lines } = worldWith({ second });
  const done = await actOnMedia(container, viewer, { ...toBoard, mediaIds: ids(130) });
  expect(done).toMatchObject({
    ...{ did: "boarded", of: "sea", count: 100, requested: 130, hasMore: true, stopped: "full" },
    kept: expect.stringMatching(/^[\w-]{32}$/),
  });
  expect(lines).toEqual(["Fewer files were dealt with than were asked for"]);
});

test("what cannot be reached half-way ends it there, and the rest is told", async () => {
  const second = new AppError("unavailable");
  const { container } = worldWith({ second });
  const done = await actOnMedia(container, viewer, { intent: "trash", mediaIds: ids(250) });
  expect(done).toMatchObject({ did: "trashed", count: 100, requested: 250, stopped: "trouble" });
});

test("a first batch that fails is a failure, and so is a session that ends half-way", async () => {
  const first = worldWith({});
  first.container.trash.put = async () => {
    throw new AppError("unavailable");
  };
  const trashing = { intent: "trash", mediaIds: ids(250) } as const;
  await expect(actOnMedia(first.container, viewer, trashing)).rejects.toMatchObject({
    code: "unavailable",
  });
  const { container } = worldWith({ second: new AppError("signed_out") });
  await expect(actOnMedia(container, viewer, trashing)).rejects.toMatchObject({
    code: "signed_out",
  });
});

test("what was done is told also where the ids for an Undo cannot be kept", async () => {
  const { container, lines } = worldWith({ kept: new AppError("unavailable") });
  const done = await actOnMedia(container, viewer, { intent: "trash", mediaIds: ids(90) });
  expect(done).toEqual({ did: "trashed", mediaIds: [], count: 90, requested: 90 });
  expect(lines).toEqual(["What was done cannot be undone at once"]);
});

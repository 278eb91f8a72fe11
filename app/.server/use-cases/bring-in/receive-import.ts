import { Readable } from "node:stream";
import { problemWords, zipField } from "~/domain/takeout-words";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../../account/port";
import { AppError } from "../../errors";
import type { MediaStore } from "../../media/store-port";
import type { Turns } from "../../media/turns-port";
import type { ArchiveReader, Imports } from "../../takeout/port";
import { openExport } from "./read-export";

export interface ReceiveImportDeps {
  imports: Pick<Imports, "begin" | "receive" | "drop">;
  accounts: Pick<Accounts, "takePersonLimit">;
  archives: ArchiveReader;
  /** New things go to the first one. */
  stores: readonly MediaStore[];
  /** Zips that are coming in. A slow line may take one for hours. */
  importTurns: Turns;
  /** Runs what takes much memory when its turn has come; first come, first served. */
  readInTurn<T>(read: () => Promise<T>): Promise<T>;
  /** A new UUIDv7. */
  newId(): string;
}

/** A zip that comes with a form. Whoever opens it closes it. */
export interface ComingZip {
  /**
   * Before any byte of it is read. Errors: rate_limited, suspended, leaving, limit_reached, signed_out, unavailable.
   */
  begin(): Promise<void>;
  /** Takes it as it comes, and resolves to how much that was. Errors: unavailable; those of `pieces`. */
  take(pieces: AsyncIterable<Buffer>): Promise<number>;
  /**
   * It is there whole; from now on it is brought in. Errors: invalid_input, with words for the field; not_found (it was
   * given up meanwhile), signed_out, unavailable.
   */
  finish(sizeBytes: number): Promise<void>;
  /** Unless it has been finished, nothing is left of it. */
  close(): Promise<void>;
}

/**
 * Takes a zip of another Easel in, straight to the store, where any worker can read it. What is in it is looked at once
 * it is there, a few at a time: whoever sends slowly keeps nobody from that.
 */
export function receiveImport(deps: ReceiveImportDeps, viewer: Viewer): ComingZip {
  const importId = deps.newId();
  const path = `imports/${viewer.userId}/${importId}.zip`;
  const [store] = deps.stores;
  if (!store) throw new TypeError("There is no store");
  let state: "new" | "begun" | "finished" = "new";
  let endTurn = () => {};
  return {
    async begin() {
      if (state !== "new") return;
      endTurn = deps.importTurns.begin(viewer.userId);
      await deps.accounts.takePersonLimit("import", viewer);
      await deps.imports.begin(viewer, importId, store.name, path);
      state = "begun";
    },
    async take(pieces) {
      const body = Readable.from(pieces, { objectMode: false });
      return (await store.put(path, body, "application/zip")).sizeBytes;
    },
    async finish(sizeBytes) {
      const problem = await deps.readInTurn(async () => {
        const opened = await openExport(deps.archives, store, path, sizeBytes);
        if ("problem" in opened) return opened.problem;
        await opened.close();
        return null;
      });
      if (problem)
        throw new AppError("invalid_input", { fields: { [zipField]: [problemWords[problem]] } });
      await deps.imports.receive(viewer, importId, sizeBytes);
      state = "finished";
    },
    async close() {
      endTurn();
      if (state === "begun") await deps.imports.drop(importId, store.name, path);
    },
  };
}

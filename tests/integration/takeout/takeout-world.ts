import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { v7 as newId } from "uuid";
import { afterAll } from "vitest";
import { createSupabaseAccounts } from "~/.server/account/supabase-accounts";
import { AppError } from "~/.server/errors";
import { createMediaVault } from "~/.server/media/media-vault";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createSupabaseMediaFiles } from "~/.server/media/supabase-media-files";
import { createSupabaseUploads } from "~/.server/media/supabase-uploads";
import { createTurns } from "~/.server/media/turns";
import { createTakeout } from "~/.server/takeout/create-takeout";
import { runImports } from "~/.server/use-cases/bring-in/run-imports";
import { receiveImport } from "~/.server/use-cases/bring-in/receive-import";
import { exportEverything } from "~/.server/use-cases/zip/export-everything";
import type { Viewer } from "~/domain/viewer";
import { Readable } from "node:stream";
import type { World } from "../sql/world";

const outside = {
  async open(): Promise<never> {
    throw new AppError("file_gone");
  },
};

/** What exporting and importing needs, over a store of this file's own. */
export async function openTakeout(world: World) {
  const rootDir = await mkdtemp(join(tmpdir(), "easel-takeout-"));
  afterAll(() => rm(rootDir, { recursive: true, force: true }));
  const store = createLocalDiskStore(rootDir);
  const logged: unknown[] = [];
  const deps = {
    ...createTakeout(world.database),
    mediaFiles: createSupabaseMediaFiles(world.database),
    uploads: createSupabaseUploads(world.database),
    vault: createMediaVault({ store, outside }),
    models: { find: () => null },
    accounts: createSupabaseAccounts(world.database),
    exportTurns: createTurns({ atOnce: 8, perPerson: 2, retryAfterSeconds: 60 }),
    importTurns: createTurns({ atOnce: 8, perPerson: 1, retryAfterSeconds: 60 }),
    readInTurn: <T>(read: () => Promise<T>) => read(),
    stores: [store],
    leaseSeconds: 60,
    turnMs: 600_000,
    now: () => new Date("2026-11-27T12:00:00Z"),
    newId: () => newId(),
    log: (message: string, facts: object) => void logged.push([message, facts]),
  };
  const give = async (viewer: Viewer, zip: Uint8Array) => {
    const coming = receiveImport(deps, viewer);
    try {
      await coming.begin();
      await coming.finish(await coming.take(Readable.from([zip])));
    } finally {
      await coming.close();
    }
  };
  return {
    rootDir,
    store,
    deps,
    logged,
    exported: async (viewer: Viewer) => await buffer(await exportEverything(deps, viewer)),
    give,
    /** Gives a zip and brings it in. */
    async bringIn(viewer: Viewer, zip: Uint8Array) {
      await give(viewer, zip);
      await runImports(deps, () => false);
      const { lastImport } = await deps.imports.page(viewer);
      if (!lastImport) throw new Error("There is no import");
      return lastImport;
    },
  };
}

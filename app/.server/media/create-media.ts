import { resolve } from "node:path";
import type { Dispatcher } from "undici";
import type { Database } from "../db/clients";
import { type CleanUpTimer, type CleanUpTimerOptions, startCleanUpTimer } from "./clean-up-timer";
import { createPlaceholders } from "./draw-placeholder";
import { createSafeFetch } from "./fetch/safe-fetch";
import { createMediaInspector } from "./ingest/inspect-media";
import { createSemaphore } from "~/.server/semaphore";
import { createMediaVault } from "./media-vault";
import type { FrameReader } from "./frames-port";
import type { MediaStore } from "./store-port";
import { type BlobCredentials, expiryWarning } from "./stores/blob-access";
import { createLocalDiskStore } from "./stores/local-disk";
import { createMediaMover } from "./stores/move-media";
import { createSupabaseCleanUpRuns } from "./supabase-clean-up-runs";
import { createSupabaseGoingMedia } from "./supabase-going-media";
import { createSupabaseExpiredMedia } from "./supabase-expired-media";
import { createSupabaseMediaFiles } from "./supabase-media-files";
import { createSupabaseMediaRows } from "./supabase-media-rows";
import { createSupabaseSavedMedia } from "./supabase-saved-media";
import { createSupabaseTrash } from "./supabase-trash";
import { createSupabaseUploads } from "./supabase-uploads";
import { createTurns } from "./turns";

export interface MediaOptions {
  dataDir: string;
  /** Null: there is no Blob store. */
  blob: BlobCredentials | null;
  /** Where new files go. */
  mediaStore: MediaStore["name"];
  database: Database;
  fetch: typeof globalThis.fetch;
  /** What providers' files are fetched through. Default: one that reaches public addresses only. */
  dispatcher?: Dispatcher | undefined;
  /** What looks into films. */
  frames: FrameReader & { close(): Promise<void> };
  /** Stands in front of the store of new files. */
  decorate?: ((store: MediaStore) => MediaStore) | undefined;
}

export type Media = Awaited<ReturnType<typeof createMedia>>;

/** Files: where they lie, what is known of them, and what keeps, serves, examines and deletes them. */
export async function createMedia(options: MediaOptions) {
  const { database, dispatcher, blob, frames, decorate = (store: MediaStore) => store } = options;
  const [chosen, ...olderStores] = await chooseStores(options);
  const store = decorate(chosen);
  const stores = [store, ...olderStores];
  const expiredMedia = createSupabaseExpiredMedia(database);
  let timer: CleanUpTimer | null = null;
  return {
    stores,
    vault: createMediaVault({
      store,
      olderStores,
      outside: createSafeFetch({ dispatcher }),
      frames,
    }),
    mediaFiles: createSupabaseMediaFiles(database),
    mediaRows: createSupabaseMediaRows(database),
    savedMedia: createSupabaseSavedMedia(database),
    trash: createSupabaseTrash(database),
    goingMedia: createSupabaseGoingMedia(database),
    expiredMedia,
    cleanUpRuns: createSupabaseCleanUpRuns(database),
    mediaMover: createMediaMover(stores, expiredMedia),
    zipTurns: createTurns({ atOnce: 8, perPerson: 2, retryAfterSeconds: 60 }),
    exportTurns: createTurns({ atOnce: 8, perPerson: 2, retryAfterSeconds: 60 }),
    // In a Blob store each holds some parts in memory.
    importTurns: createTurns({ atOnce: 24, perPerson: 1, retryAfterSeconds: 60 }),
    readInTurn: createSemaphore(2).run,
    uploads: createSupabaseUploads(database),
    // They lie on disk, where all of them have a limit of bytes together.
    comingTurns: createTurns({ atOnce: 256, perPerson: 4, retryAfterSeconds: 5 }),
    uploadTurns: createTurns({ atOnce: 16, perPerson: 4, retryAfterSeconds: 5 }),
    examiner: createMediaInspector(),
    drawPlaceholder: createPlaceholders(),
    /** Rejects while no file can be kept. */
    checkStore: () => store.check(),
    /** What whoever starts Easel should know of the store; null: nothing. */
    storeWarning: blob && expiryWarning(blob),
    /** Begins to clean up by itself, once. */
    startCleanUp: (parts: CleanUpTimerOptions) => void (timer ??= startCleanUpTimer(parts)),
    /** Ends the subprocess that looks into films. */
    stopFrames: () => frames.close(),
    stopCleanUp: async () => timer?.stop(),
  };
}

/** Where new media go, and after it where older ones may be. */
async function chooseStores(options: MediaOptions): Promise<[MediaStore, ...MediaStore[]]> {
  const { dataDir, blob: credentials, mediaStore, fetch } = options;
  const disk = createLocalDiskStore(resolve(dataDir, "media"));
  if (!credentials) return [disk];
  const { createVercelBlobStore } = await import("./stores/vercel-blob");
  const blob = createVercelBlobStore({ credentials, fetch, now: Date.now });
  return mediaStore === "local" ? [disk, blob] : [blob, disk];
}

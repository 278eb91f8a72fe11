import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { sendHostsToEmulator } from "~/.server/emulated-hosts";
import type { BlobCredentials } from "~/.server/media/stores/blob-access";
import type { BlobTimeouts } from "~/.server/media/stores/retry-policy";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import type { MediaStore } from "~/.server/media/store-port";
import { createVercelBlobStore } from "~/.server/media/stores/vercel-blob";
import { startEmulator, type Emulator } from "../../../../emulators/emulator";
import {
  createVercelBlobEmulator,
  emulatedBlobToken,
  type VercelBlobEmulator,
} from "../../../../emulators/vercel-blob";

export interface StoreUnderTest {
  store: MediaStore;
  close(): Promise<void>;
}

/** Short enough that no test waits for it, long enough for a busy machine. */
export const shortPatience: BlobTimeouts = {
  initialDelayMs: 1,
  maxRetryAfterMs: 1500,
  responseMs: 60_000,
  partMs: 60_000,
};

export async function startDiskStore(): Promise<StoreUnderTest> {
  const rootDir = await mkdtemp(join(tmpdir(), "easel-media-"));
  return { store: createLocalDiskStore(rootDir), close: () => rm(rootDir, { recursive: true }) };
}

export interface BlobUnderTest extends StoreUnderTest {
  emulator: Emulator;
  service: VercelBlobEmulator;
  /** Another client of the same emulated service. */
  client(
    token?: string | BlobCredentials,
    patience?: Partial<BlobTimeouts>,
    now?: () => number,
  ): MediaStore;
}

/** Sends this process's requests for Vercel to a fresh emulator, until it is closed. */
export async function startBlobStore(now = Date.now): Promise<BlobUnderTest> {
  const before = getGlobalDispatcher();
  const service = createVercelBlobEmulator(now);
  const emulator = await startEmulator([service]);
  sendHostsToEmulator(emulator.origin);
  const client: BlobUnderTest["client"] = (
    opener = emulatedBlobToken,
    patience = {},
    itsNow = now,
  ) =>
    createVercelBlobStore({
      credentials: typeof opener === "string" ? { token: opener } : opener,
      fetch,
      now: itsNow,
      timeouts: { ...shortPatience, ...patience },
    });
  return {
    emulator,
    service,
    client,
    store: client(),
    async close() {
      await emulator.close();
      setGlobalDispatcher(before);
    },
  };
}

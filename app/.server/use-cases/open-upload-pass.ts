import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { Turns } from "../media/turns-port";

export interface UploadPassDeps {
  accounts: Pick<Accounts, "takeRateLimit" | "takePersonLimit">;
  /** Files that are coming in. A slow line may take one for as long as its request lasts. */
  comingTurns: Turns;
  /** Files that are there, and are being read and decoded. */
  uploadTurns: Turns;
}

/** Lets one request bring files. All errors: rate_limited, signed_out, unavailable. */
export interface UploadPass {
  /** Before a body is read that is to bring a file: it counts as the next one. */
  begin(): Promise<void>;
  /** Before the bytes of a file are read. */
  admit(): Promise<void>;
  /** Before anything is done with its files, all of which are there. */
  arrive(): Promise<void>;
  /** Once nothing is done with its files any more. */
  end(): void;
}

/**
 * The pass of a person, or without one of whoever comes from `address`, which is coarse. A request takes one of the
 * turns that this process has for what is coming in, from its first file until all of it is there, and then one of the
 * fewer ones for what is worked on: whoever sends slowly keeps nobody from working. Each file counts towards those of
 * an hour.
 */
export function openUploadPass(
  deps: UploadPassDeps,
  { viewer, address }: { viewer: Viewer | null; address: string },
): UploadPass {
  const whose = viewer?.userId ?? address;
  let endComing: (() => void) | null = null;
  let endWork: (() => void) | null = null;
  let isAwaited = false;

  async function begin(): Promise<void> {
    if (isAwaited) return;
    const isFirst = endComing === null;
    endComing ??= deps.comingTurns.begin(whose);
    try {
      await (viewer
        ? deps.accounts.takePersonLimit("upload", viewer)
        : deps.accounts.takeRateLimit("upload-address", address));
    } catch (error) {
      if (isFirst) leave();
      throw error;
    }
    isAwaited = true;
  }

  function leave(): void {
    endComing?.();
    endComing = null;
  }

  return {
    begin,
    async admit() {
      await begin();
      isAwaited = false;
    },
    async arrive() {
      endWork ??= deps.uploadTurns.begin(whose);
      leave();
    },
    end() {
      leave();
      endWork?.();
    },
  };
}

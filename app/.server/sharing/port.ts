import type {
  LinksPage,
  OwnLink,
  Report,
  SharedPage,
  SharePage,
  ShareState,
  ShareTarget,
} from "~/domain/sharing";
import type { Viewer } from "~/domain/viewer";

export interface SharePlace {
  /** From 1; without effect where one file is asked for. */
  page: number;
  pageSize: number;
  /** One file of a board. */
  fileId: string | null;
}

/** Where a file lies that strangers may see. Its `prompt` is empty unless they may read it. */
export interface SharedFile {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  prompt: string;
  /** False: the thumbnail of this video is drawn, and may become a frame. */
  hasFrame: boolean;
  showsPrompt: boolean;
  /** Search engines may list it. */
  isListed: boolean;
}

export interface NewShare {
  id: string;
  target: ShareTarget;
  showsPrompt: boolean;
  isListed: boolean;
  /** Null: it lasts until it is revoked. */
  expiresAt: Date | null;
}

/**
 * Links by which anybody may see a file or a board. What a token opens is looked up anew each time, so that a link that
 * has ended is dead at once. A token that never was answers like one that has ended: not_found.
 */
export interface Shares {
  /** One's own file or board with its link. Errors: not_found (also someone else's), signed_out, unavailable. */
  own(
    viewer: Viewer,
    target: ShareTarget,
  ): Promise<Omit<SharePage, "share"> & { link: OwnLink | null }>;
  /** One's own live links, the latest first. Error: unavailable. */
  list(
    viewer: Viewer,
    page: number,
    pageSize: number,
  ): Promise<
    Omit<LinksPage, "links"> & {
      links: (OwnLink & Pick<LinksPage["links"][number], "media" | "board">)[];
    }
  >;
  /**
   * Makes the link to one's own file or board; what has a live one keeps it, with these choices. Errors: not_found,
   * suspended, taken_down (a file like it was), invalid_input (an end that is past), signed_out, unavailable.
   */
  make(viewer: Viewer, share: NewShare): Promise<void>;
  /** A repeat changes nothing. Errors: not_found (also someone else's), signed_out, unavailable. */
  revoke(viewer: Viewer, shareId: string): Promise<void>;
  /** The viewer has read of what an admin took down. Errors: signed_out, unavailable. */
  dismissTakeDowns(viewer: Viewer, ids: readonly string[]): Promise<void>;
  /** What its page shows. Errors: not_found, unavailable. */
  open(token: string, place: SharePlace): Promise<SharedPage>;
  /** Its first files, a board's cover before the others, or that one. Errors: not_found (none), unavailable. */
  files(token: string, limit: number, fileId?: string): Promise<SharedFile[]>;
  /** Errors: not_found (there never was such a link, or its file is gone for good), unavailable. */
  state(token: string): Promise<ShareState>;
  /** Keeps a report, also of a link that has ended; the same id is kept once. Errors: those of `state`. */
  report(token: string, report: Report): Promise<ShareState>;
}

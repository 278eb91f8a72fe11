import type { GalleryFilter, GalleryStand, ListKey } from "~/domain/gallery-filter";
import type { GenerationKind } from "~/domain/generation";
import type { Viewer } from "~/domain/viewer";
import type { GalleryViewName } from "~/domain/gallery-choices";
import type {
  AccountPage,
  AccountView,
  BoardPage,
  BoardsPage,
  GalleryPage,
  GenerationPage,
  MediaDetails,
  MediaPage,
  OrganizePage,
  PromptsPage,
  SettingsView,
  StudioPage,
} from "~/domain/views";

export interface GalleryQuery extends GalleryFilter {
  view: GalleryViewName;
  sort: "newest" | "oldest";
  /** From 1. Stands for nothing where there is a key. */
  page: number;
  pageSize: number;
  /** How many files are wanted, from the beginning of that page on; a page of them without. */
  count?: number;
  key?: ListKey | null;
}

/**
 * The list that a file is looked at in. Without a view it is the board that the filter names, in its own order, where
 * the file is on it, else the file's own view.
 */
export interface MediaList extends GalleryFilter, Pick<GalleryQuery, "sort"> {
  view: GalleryViewName | null;
}

/** A page of the earlier prompts: those after the one with the id `before`, or before `after`, else the latest. */
export interface PromptsQuery {
  search: string;
  starred: boolean;
  before: string | null;
  after: string | null;
  pageSize: number;
}

/**
 * Read models: one database call a page, under the viewer's own row-level security. `account` is null when the session
 * is revoked.
 */
export interface Pages {
  account(viewer: Viewer): Promise<AccountView | null>;
  accountPage(viewer: Viewer): Promise<AccountPage>;
  studio(viewer: Viewer, kind: GenerationKind): Promise<StudioPage>;
  generation(viewer: Viewer, generationId: string): Promise<GenerationPage>;
  gallery(viewer: Viewer, query: GalleryQuery): Promise<GalleryPage>;
  /** The ids of up to 1,000 files that match, newest first, from after that place in the list on. */
  matches(
    viewer: Viewer,
    view: GalleryViewName,
    filter: GalleryFilter,
    after: Pick<ListKey, "createdAt" | "id"> | null,
  ): Promise<Pick<ListKey, "createdAt" | "id">[]>;
  /** Null for a file that is not the viewer's. */
  stand(viewer: Viewer, mediaId: string): Promise<GalleryStand | null>;
  media(viewer: Viewer, mediaId: string, list?: MediaList): Promise<MediaPage>;
  /**
   * Those of up to 100 ids that are the viewer's own files, in that order: for as long as the session lives, also when
   * the access token has run out.
   */
  details(viewer: Viewer, mediaIds: readonly string[]): Promise<MediaDetails[]>;
  boards(viewer: Viewer): Promise<BoardsPage>;
  /** `page` from 1. */
  board(viewer: Viewer, boardId: string, page: number, pageSize: number): Promise<BoardPage>;
  /** Which boards and tags files have; those in the trash and someone else's are left out. */
  organize(viewer: Viewer, mediaIds: readonly string[]): Promise<OrganizePage>;
  prompts(viewer: Viewer, query: PromptsQuery): Promise<PromptsPage>;
  /** App-wide switches as they are now, for what depends on them. */
  settings(): Promise<SettingsView>;
  /** The same as they were a few seconds ago at most, from memory: for every request. */
  recentSettings(): Promise<SettingsView>;
  /** An admin has changed them in this process: whoever asks next gets them as they are now. */
  forgetSettings(): void;
}

/**
 * Searches of the gallery that a person keeps. Errors: not_found, invalid_input, limit_reached, signed_out,
 * unavailable.
 */
export interface SavedSearches {
  /** The same id again makes no second one. */
  save(viewer: Viewer, search: { id: string; name: string; query: string }): Promise<void>;
  rename(viewer: Viewer, searchId: string, name: string): Promise<void>;
  delete(viewer: Viewer, searchId: string): Promise<void>;
}

/**
 * How a person orders files: stars, boards and tags. Each acts on the viewer's own files that are not in the trash, and
 * resolves to the ids that it reached. Errors: not_found (it reached none, or there is no such board), limit_reached
 * {what, limit}, invalid_input (a name or a tag that cannot be), signed_out, unavailable.
 */
export interface Organizer {
  star(viewer: Viewer, mediaIds: readonly string[]): Promise<string[]>;
  unstar(viewer: Viewer, mediaIds: readonly string[]): Promise<string[]>;
  tag(viewer: Viewer, mediaIds: readonly string[], tags: readonly string[]): Promise<string[]>;
  untag(viewer: Viewer, mediaIds: readonly string[], tags: readonly string[]): Promise<string[]>;
  /** Makes a board with files on it; the same id again makes no second one. Resolves to its id. */
  makeBoard(
    viewer: Viewer,
    board: { id: string; name: string },
    mediaIds: readonly string[],
  ): Promise<string>;
  addToBoard(viewer: Viewer, boardId: string, mediaIds: readonly string[]): Promise<string[]>;
  removeFromBoard(viewer: Viewer, boardId: string, mediaIds: readonly string[]): Promise<string[]>;
  /** Takes `removeFromBoard` back within a day: each file at its old place, the cover as the cover. */
  putBackOnBoard(viewer: Viewer, boardId: string, mediaIds: readonly string[]): Promise<string[]>;
  renameBoard(viewer: Viewer, boardId: string, name: string): Promise<void>;
  /** It can be brought back for a week. */
  deleteBoard(viewer: Viewer, boardId: string): Promise<void>;
  restoreBoard(viewer: Viewer, boardId: string): Promise<void>;
  /** These boards take each other's places, in this order. */
  orderBoards(viewer: Viewer, boardIds: readonly string[]): Promise<void>;
  /** These files take each other's places on the board, in this order. */
  orderOnBoard(viewer: Viewer, boardId: string, mediaIds: readonly string[]): Promise<void>;
  setCover(viewer: Viewer, boardId: string, mediaId: string): Promise<void>;
}

/**
 * What is done to earlier prompts, the viewer's own alone. Requests and receipts stay as they are. Errors: not_found
 * (it reached none), signed_out, unavailable.
 */
export interface PromptHistory {
  star(viewer: Viewer, promptIds: readonly string[], isStarred: boolean): Promise<void>;
  /** They can be brought back for a week. */
  delete(viewer: Viewer, promptIds: readonly string[]): Promise<void>;
  restore(viewer: Viewer, promptIds: readonly string[]): Promise<void>;
  deleteAll(viewer: Viewer): Promise<void>;
  /** Takes the last `deleteAll` back. */
  restoreAll(viewer: Viewer): Promise<void>;
}

import type { GenerationKind } from "~/domain/generation";
import type { Viewer } from "~/domain/viewer";
import type {
  AccountView,
  GalleryPage,
  GalleryViewName,
  GenerationPage,
  MediaDetails,
  MediaPage,
  SettingsView,
  StudioPage,
} from "~/domain/views";

export interface GalleryQuery {
  view: GalleryViewName;
  kind: GenerationKind | null;
  model: string | null;
  search: string;
  sort: "newest" | "oldest";
  /** From 1. */
  page: number;
  pageSize: number;
}

/** The list of the gallery that a file is looked at in; without a view it is the file's own. */
export interface MediaList extends Pick<GalleryQuery, "search" | "sort"> {
  view: GalleryViewName | null;
}

/**
 * Read models: one database call a page, under the viewer's own row-level security. `account` is null when the session
 * is revoked.
 */
export interface Pages {
  account(viewer: Viewer): Promise<AccountView | null>;
  studio(viewer: Viewer, kind: GenerationKind): Promise<StudioPage>;
  generation(viewer: Viewer, generationId: string): Promise<GenerationPage>;
  gallery(viewer: Viewer, query: GalleryQuery): Promise<GalleryPage>;
  media(viewer: Viewer, mediaId: string, list?: MediaList): Promise<MediaPage>;
  /** Those of up to 100 ids that are the viewer's own files, in that order. */
  details(viewer: Viewer, mediaIds: readonly string[]): Promise<MediaDetails>;
  /** App-wide switches, for visitors too. */
  settings(): Promise<SettingsView>;
}

import type { Readable } from "node:stream";
import type { GenerationKind, InputRole } from "~/domain/generation";
import type {
  DigitalSourceType,
  FinishedMedia,
  MaskImage,
  ProviderFile,
  RemoteFile,
  SourceForm,
  SourceImage,
} from "~/domain/media";
import type { MaskArea } from "~/domain/uploads";
import type { Viewer } from "~/domain/viewer";
import type { GoingSoon, UploadView } from "~/domain/views";

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** An opened object. Whoever opens it reads `body` to its end or destroys it. */
export interface StoredObject {
  /** The bytes of the range asked for, or all of them. */
  body: Readable;
  /** Size of the whole object, whatever the range. */
  sizeBytes: number;
}

/** An object as a listing shows it. */
export interface ListedObject {
  path: string;
  sizeBytes: number;
  modifiedAt: Date;
}

/** Where the bytes live. Paths are relative, made by us, and safe on every store. */
export interface MediaStore {
  /** Written to each media row, so that old files stay readable after a switch. */
  readonly name: "local" | "vercel-blob";
  /**
   * Whole or not at all; a repeat overwrites. Errors: unavailable (full, read-only, unreachable); those of a stream
   * pass unchanged, and the reason of `signal`, which stops it.
   */
  put(
    path: string,
    bytes: Uint8Array | Readable,
    contentType: string,
    signal?: AbortSignal,
  ): Promise<{ sizeBytes: number }>;
  /** Whole or not at all; a repeat overwrites. Errors: not_found, unavailable. */
  copy(from: string, to: string): Promise<void>;
  /**
   * `isFresh` passes by every copy that may be older than the last write, at a price. Errors: not_found, unavailable.
   */
  open(path: string, range?: ByteRange, options?: { isFresh?: boolean }): Promise<StoredObject>;
  /** A path without an object counts as deleted. Error: unavailable. */
  delete(paths: readonly string[]): Promise<void>;
  /** Everything whose path begins so, in no order; what comes or goes meanwhile may be left out. Error: unavailable. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /**
   * Some of everything, about a thousand objects: from the beginning (`from` null), or from where an earlier page says
   * (`next`, null after the last one). Error: unavailable.
   */
  page(from: string | null): Promise<{ objects: ListedObject[]; next: string | null }>;
  /** Throws `unavailable` when nothing can be written now. */
  check(): Promise<void>;
}

/** What the media route needs to know of one file. */
export interface MediaFile {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  prompt: string;
}

/** A file that strangers may see; its `prompt` is empty unless they may read that too. */
export interface SharedMediaFile extends MediaFile {
  showsPrompt: boolean;
}

export interface MediaFiles {
  /** The viewer's own file. Error: not_found (also for someone else's). */
  find(viewer: Viewer, mediaId: string): Promise<MediaFile>;
  /**
   * The file that a generation is made from, or what it was given besides. Error: not_found (none, deleted or expired).
   */
  sourceOf(generationId: string, role?: InputRole): Promise<MediaFile>;
}

/** The only way to a file at an address that came from outside. */
export interface RemoteFiles {
  /**
   * Opens the file. Whoever opens it reads `body` to its end or destroys it; `body` fails when more than `maxBytes`
   * come, or slower than allowed. Errors: forbidden_address, file_gone (the address answers 404, which is retryable, or
   * 410), too_large, unreachable_file (retryable).
   */
  open(
    file: RemoteFile,
    limits: { maxBytes: number; totalSeconds: number },
    signal?: AbortSignal,
  ): Promise<{ body: Readable; declaredType: string | null }>;
}

/** One file as its row describes it. */
export interface MediaRow {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  width: number;
  height: number;
}

/** The rows of everybody's files, for the comparison with the stores. Error: unavailable. */
export interface MediaRows {
  /** The next rows after the one with that id; null: from the first. */
  page(after: string | null, limit: number): Promise<MediaRow[]>;
  /** Of these paths, those that a row names (`kept`) and those whose deletion is planned (`to_delete`). */
  known(
    store: string,
    paths: readonly string[],
  ): Promise<{ path: string; state: "kept" | "to_delete" }[]>;
}

/** One object of one store. */
export interface StoredPath {
  store: string;
  path: string;
}

/** A file that never came to be, of which a store may hold something. */
export interface Leftover {
  mediaId: string;
  userId: string;
}

/** Where a file lies that a person wants to keep. */
export interface MediaPlace {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
}

/** A file that has been copied, within its store, from `from` to `path` and `thumbPath`. */
export interface MediaMove {
  mediaId: string;
  from: string;
  path: string;
  thumbPath: string;
}

/** Objects whose deletion the database has planned. */
export interface PlannedDeletions {
  /** The store has deleted these, `run` for a clean-up: they are planned no longer. Error: unavailable. */
  deleted(objects: readonly StoredPath[], run?: string): Promise<void>;
  /** No store holds anything of these any more. Error: unavailable. */
  cleared(leftovers: readonly Leftover[]): Promise<void>;
}

/** What has served its time. */
export interface ExpiredMedia extends PlannedDeletions {
  /** What `take` would find, by sort, each counted to 1,000 at most. Changes nothing. Error: unavailable. */
  preview(): Promise<Record<string, number>>;
  /**
   * For the clean-up `run`: forgets up to `limit` expired files, and as many stale rows of each other sort (`removed`),
   * and hands out `objects` to delete, and `leftovers`. What is neither `deleted` nor `cleared` within ten minutes is
   * handed out again. Errors: stale_lease, unavailable.
   */
  take(
    limit: number,
    run: string,
  ): Promise<{
    expiredFiles: number;
    objects: StoredPath[];
    leftovers: Leftover[];
    removed: Record<string, number>;
    /** Where the search for objects that no file needs goes on (null: at the beginning), and whether it is time. */
    orphans: { place: string | null; isDue: boolean };
  }>;
  /** Those of these objects that no file needs and whose deletion nobody has planned. Error: unavailable. */
  findOrphans(store: string, paths: readonly string[]): Promise<string[]>;
  /**
   * Plans their deletion. The search goes on at `place`; null: it has ended, and begins anew a day later. Resolves to
   * how many there are. Errors: stale_lease, unavailable.
   */
  planOrphans(
    store: string,
    paths: readonly string[],
    run: string,
    place: string | null,
  ): Promise<number>;
}

/** The clean-up that is going on, else the last one. Times are ISO 8601. */
export interface CleanUpState {
  /** Null: there has been none yet. */
  startedAt: string | null;
  finishedAt: string | null;
  /** Null: it goes on, or was cut off and is to go on. Failed: something could not be deleted. */
  outcome: "done" | "failed" | null;
  /** Failed ones in a row. */
  failures: number;
  /** A process is at it now. */
  isRunning: boolean;
  expiredFiles: number;
  deletedObjects: number;
  failedObjects: number;
  /** Objects that no file needed. */
  orphanedObjects: number;
  removed: Record<string, number>;
  /** Something was to be deleted more than a day ago. */
  isLate: boolean;
}

/** Which process cleans up, and what became of it: kept in the database, for all processes. */
export interface CleanUpRuns {
  /**
   * Takes the clean-up on, and goes on with one that was cut off. Null: another process is at it, or (`ifDue`) it is
   * not time yet. What begins and does not end is free again ten minutes after its last step. Error: unavailable.
   */
  begin(ifDue: boolean): Promise<string | null>;
  /**
   * Lets go. Done: the next is due in an hour; failed: in ten minutes, twice as long after each failure, an hour at
   * most; null: cut off here, to go on at once. Errors: stale_lease, unavailable.
   */
  end(run: string, outcome: CleanUpState["outcome"], failedObjects: number): Promise<void>;
  /** Error: unavailable. */
  state(): Promise<CleanUpState>;
  /** The last ones that did something or failed, the newest first, at most a hundred. Error: unavailable. */
  history(limit: number): Promise<Omit<CleanUpState, "failures" | "isRunning" | "isLate">[]>;
}

/** Keeping files for good. */
export interface SavedMedia {
  /** Of these, the viewer's own files that are neither expired nor in the trash. Errors: signed_out, unavailable. */
  places(viewer: Viewer, mediaIds: readonly string[]): Promise<MediaPlace[]>;
  /**
   * Keeps the viewer's files at their new paths and plans the deletion of what lay at the old ones (`left`), in one
   * transaction. A repeat changes nothing. Files that are no longer at `from` or `path`, expired or in the trash are
   * left out. Errors: signed_out, not_found when that leaves none, unavailable.
   */
  save(
    viewer: Viewer,
    moves: readonly MediaMove[],
  ): Promise<{ mediaIds: string[]; left: StoredPath[] }>;
}

/** The viewer's trash, and the ways into it and out of it. All answer the ids that they reached. */
export interface Trash {
  /** Moves files there. Errors: not_found (none of them is there), signed_out, unavailable. */
  put(viewer: Viewer, mediaIds: readonly string[]): Promise<string[]>;
  /** Back to where they were. Errors: not_found (none of them is in the trash), signed_out, unavailable. */
  restore(viewer: Viewer, mediaIds: readonly string[]): Promise<string[]>;
  /** For good, what is in the trash alone; a clean-up takes the objects. Errors: those of `restore`. */
  delete(viewer: Viewer, mediaIds: readonly string[]): Promise<string[]>;
  /** Deletes up to `limit` files in the trash for good. Resolves to how many. Errors: signed_out, unavailable. */
  empty(viewer: Viewer, limit: number): Promise<number>;
}

/** Files that go within a day, as their owner hears of them. */
export interface GoingMedia {
  /** Of which the viewer has not said to hear no more; `limit` ids at most. Errors: signed_out, unavailable. */
  find(viewer: Viewer, limit: number): Promise<GoingSoon & { mediaIds: string[] }>;
  /** The viewer hears no more of those that go within a day from now. Errors: signed_out, unavailable. */
  dismiss(viewer: Viewer): Promise<void>;
}

/** Moves the objects of files. */
export interface MediaMover {
  /**
   * Copies original and thumbnail to their permanent paths in the same store; does nothing for a file that lies there.
   * A repeat writes the same again. Errors: not_found (an object is gone), unavailable.
   */
  copyToPermanent(userId: string, place: MediaPlace): Promise<MediaMove>;
  /**
   * Deletes objects whose deletion is planned, and says so to the database, `run` for a clean-up. Those that are gone
   * already count as deleted. What fails stays planned. Error: unavailable.
   */
  delete(objects: readonly StoredPath[], run?: string): Promise<void>;
  /**
   * Deletes whatever ingestion may have stored for files that never came to be, and says so to the database. Error:
   * unavailable.
   */
  clear(leftovers: readonly Leftover[]): Promise<void>;
}

/** What a file turns out to be when it is looked at. */
export interface MediaInspection {
  sizeBytes: number;
  /** Hex SHA-256. */
  sha256: string;
  /** By its first bytes; null for everything that Easel does not take. */
  contentType: string | null;
  /**
   * In pixels. Null for a picture that cannot be decoded to its last line, a video that ingestion would refuse, and for
   * all else.
   */
  size: { width: number; height: number } | null;
}

export interface MediaInspector {
  /**
   * Reads the file to its end, and holds no more of a video than its head. Never throws for bad bytes. Errors: those of
   * `body`.
   */
  inspect(body: AsyncIterable<Uint8Array>): Promise<MediaInspection>;
}

export type MediaVariant = "original" | "thumb";

/** What every file says of itself, in its own metadata. */
export interface ProvenanceMarks {
  source: DigitalSourceType;
  prompt: string;
  /** The model's name as people see it. */
  model: string;
  /** The AI system that made the picture, where `model` is none and has only changed it. */
  aiSystem?: string;
}

/** A picture that a person gave, as it is kept. */
export interface ReadUpload extends Pick<
  FinishedMedia,
  "width" | "height" | "contentType" | "sizeBytes" | "sha256" | "thumbhash"
> {
  original: Uint8Array;
  /** WebP, longest side at most 512 px. */
  thumb: Uint8Array;
}

export interface IngestMedia {
  userId: string;
  /** UUIDv7. A repeat with the same id and bytes writes the same files again. */
  mediaId: string;
  /** A picture is made from `image` and `edit`, an MP4 video from `video`; nothing else is taken. */
  kind: GenerationKind;
  file: ProviderFile;
  marks: ProvenanceMarks;
}

/** One file of a zip. `body` is read once what comes before it has been read. */
export interface ZipEntry {
  name: string;
  modifiedAt: Date;
  body: AsyncIterable<Uint8Array | string>;
}

/** So much of one thing at once as this process bears. */
export interface Turns {
  /** Begins one for a person, and returns what ends it. Error: rate_limited, while there are enough of them. */
  begin(person: string): () => void;
}

/** Whose an upload is: somebody's who is signed in, or a visitor's, known by the hash of a token that a browser has. */
export type UploadOwner = { viewer: Viewer } | { visitorHash: string };

/** What an upload is given as. */
export type UploadRole = "picture" | "mask";

/** Pictures that people give to make something from. Error of all: unavailable. */
export interface Uploads {
  /** Before anything is stored for it: whatever `keep` does not take over is cleared later. */
  plan(uploadId: string, folderId: string): Promise<void>;
  /**
   * Puts a stored one on record, and returns its id: that of the one that there is, where the owner gave the same bytes
   * before. Error: signed_out.
   */
  keep(owner: UploadOwner, role: UploadRole, file: StoredUpload): Promise<string>;
  /** What a visitor gave is the viewer's from now on. Error: signed_out. */
  claim(viewer: Viewer, visitorHash: string): Promise<void>;
  /** One of the viewer's own; null for every other id. Error: signed_out. */
  find(viewer: Viewer, uploadId: string): Promise<UploadView | null>;
  /** What a visitor gave, newest first. */
  ofVisitor(visitorHash: string): Promise<(UploadView & { role: UploadRole; file: MediaFile })[]>;
}

/** An upload whose objects are in the store. */
export type StoredUpload = Omit<FinishedMedia, "durationSeconds">;

/** Checks, marks and keeps media files, and gives them out again. */
export interface MediaVault {
  /**
   * Stores original and thumbnail. Errors: unsupported_media, unreadable_media, too_large, forbidden_address,
   * file_gone, unreachable_file, unavailable.
   */
  ingest(input: IngestMedia, signal?: AbortSignal): Promise<FinishedMedia>;
  /**
   * Makes of a picture that a person gives what is safe to keep: checked, upright, in sRGB, the first frame, without
   * anything that it said of itself. Stores nothing. Errors: unsupported_media, unreadable_media, too_large.
   */
  readUpload(bytes: Uint8Array): Promise<ReadUpload>;
  /**
   * The same for a mask, of which one channel is left. Errors: those of `readUpload`; unreadable_media with `unmarked`
   * when no part of it is marked.
   */
  readMaskUpload(bytes: Uint8Array): Promise<ReadUpload>;
  /** A mask of one rectangle, as a file. */
  drawMask(area: MaskArea): Promise<Uint8Array>;
  /** A stored mask, as large as the picture that it is for. Errors: not_found, unreadable_media, unavailable. */
  readMask(file: MediaFile, picture: Pick<SourceImage, "width" | "height">): Promise<MaskImage>;
  /** Stores it with its thumbnail. Error: unavailable. */
  storeUpload(uploadId: string, folderId: string, upload: ReadUpload): Promise<StoredUpload>;
  /**
   * A stored picture, to make something from it: `to send` if left out. Errors: not_found, unreadable_media,
   * unavailable.
   */
  readSource(file: MediaFile, form?: SourceForm): Promise<SourceImage>;
  /** Opens a file in the store that its row names. Errors: not_found, unavailable. */
  open(file: MediaFile, variant: MediaVariant, range?: ByteRange): Promise<StoredObject>;
  /** The name that a file is downloaded under: `a-lighthouse-at-dusk-3f9a2c.png`. */
  nameOf(file: MediaFile): string;
  /**
   * A zip as it is read, not compressed, since pictures and videos are already. Reads on in `entries` only when what
   * came before has been taken. Whoever gets it reads it to its end or cancels it; `onEnd` hears of either, once, and
   * of an entry that fails, which breaks it off.
   */
  zip(entries: AsyncIterable<ZipEntry>, onEnd: () => void): ReadableStream<Uint8Array>;
  /**
   * Answers a GET or HEAD for a file that the asker may see. Errors: not_found (with the fact `lost`: its object is not
   * there), method_not_allowed, unavailable.
   */
  serve(request: Request, file: MediaFile, variant: MediaVariant): Promise<Response>;
  /** The same for strangers: to be asked for each time, and without the prompt in it unless they may read it. */
  serveShared(request: Request, file: SharedMediaFile, variant: MediaVariant): Promise<Response>;
  /**
   * A JPEG of 1200 × 630 of up to four files, for the announcement of a link: marked like the first one, without its
   * prompt. Errors: not_found, unreadable_media, unavailable.
   */
  preview(files: readonly MediaFile[]): Promise<Uint8Array>;
}

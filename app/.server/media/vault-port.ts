import type { Readable } from "node:stream";
import type { AdoptMedia } from "~/domain/adopted-media";
import type { GenerationKind } from "~/domain/generation";
import type {
  DigitalSourceType,
  FinishedMedia,
  MaskImage,
  ProviderFile,
  SourceFilm,
  SourceForm,
  SourceImage,
} from "~/domain/media";
import type { MaskArea } from "~/domain/uploads";
import type { GivenBytes } from "./file-bytes-port";
import type {
  DrawnFilm,
  MediaFile,
  MediaVariant,
  SharedMediaFile,
  StoredPoster,
} from "./files-port";
import type { ByteRange, StoredObject } from "./store-port";
import type { ReadUpload, StoredUpload } from "./uploads-port";

/** What every file says of itself, in its own metadata. */
export interface ProvenanceMarks {
  source: DigitalSourceType;
  /** What was asked for. */
  prompt: string;
  /** False where the model was told nothing, and that is only what it does. Left out: true. */
  isPrompted?: boolean;
  /** The model's name as people see it. */
  model: string;
  /** The AI system that made the picture, where `model` is none and has only changed it. */
  aiSystem?: string;
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

/** Checks, marks and keeps media files, and gives them out again. */
export interface MediaVault {
  /**
   * Stores original and thumbnail. Errors: unsupported_media, unreadable_media, too_large, forbidden_address,
   * file_gone, unreachable_file, unavailable.
   */
  ingest(input: IngestMedia, signal?: AbortSignal): Promise<FinishedMedia>;
  /**
   * Makes of a picture that a person gives what is safe to keep: checked, upright, in sRGB, the first frame, without
   * anything that it said of itself. Stores nothing. It is read when its turn has come. Errors: unsupported_media,
   * unreadable_media, too_large.
   */
  readUpload(read: () => Promise<GivenBytes>): Promise<ReadUpload>;
  /**
   * The same for a mask, of which one channel is left. Errors: those of `readUpload`; unreadable_media with `unmarked`
   * when no part of it is marked.
   */
  readMaskUpload(read: () => Promise<GivenBytes>): Promise<ReadUpload>;
  /** The same for a picture of a person: a small square, WebP. Errors: those of `readUpload`. */
  readPortrait(read: () => Promise<GivenBytes>): Promise<Uint8Array>;
  /**
   * Keeps a file of another Easel, with its mark: as it is to the byte, where it is what Easel stores, else made anew
   * like an upload. `open` may be called twice. Errors: unsupported_media, unreadable_media (`changed`: its bytes are
   * not those that are said), too_large, unavailable; those of `open`.
   */
  adopt(input: AdoptMedia, open: () => Promise<Readable>): Promise<FinishedMedia>;
  /** A mask of one rectangle, as a file. */
  drawMask(area: MaskArea): Promise<Uint8Array>;
  /** A stored mask, as large as the picture that it is for. Errors: not_found, unreadable_media, unavailable. */
  readMask(file: MediaFile, picture: Pick<SourceImage, "width" | "height">): Promise<MaskImage>;
  /**
   * The last frame of a stored video, marked as that is: read here, else as `given` by a browser, which is checked like
   * an upload. Null: neither. Errors: those of `readUpload`, not_found, unavailable.
   */
  readLastFrame(
    file: MediaFile,
    given: (() => Promise<GivenBytes>) | null,
  ): Promise<ReadUpload | null>;
  /**
   * Stores a frame that a browser has taken beside a video's drawn poster, checked like an upload, of the video's
   * proportions, and marked as that is; each time at a path of its own, so that what a row names never changes. Errors:
   * those of `readUpload`; unreadable_media where it can't be a frame of it; not_found, unavailable.
   */
  storePoster(film: DrawnFilm, given: () => Promise<GivenBytes>): Promise<StoredPoster>;
  /** Stores it with its thumbnail, and lets go of the memory of its bytes. Error: unavailable. */
  storeUpload(uploadId: string, folderId: string, upload: ReadUpload): Promise<StoredUpload>;
  /**
   * A stored picture, to make something from it: `to send` if left out. Errors: not_found, unreadable_media,
   * unavailable.
   */
  readSource(file: MediaFile, form?: SourceForm): Promise<SourceImage>;
  /** A stored video, to go on from it, without what it says of itself. Errors: not_found, too_large, unavailable. */
  readFilm(file: MediaFile): Promise<SourceFilm>;
  /** Whether files that are in that store can be read here. */
  hasStore(name: string): boolean;
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

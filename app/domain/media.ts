import type { PixelSize } from "./shapes";

/** The longer side of every thumbnail at most, in pixels. */
export const thumbSidePixels = 512;

/** One stored file, ready to become visible. */
export interface FinishedMedia {
  id: string;
  width: number;
  height: number;
  durationSeconds: number | null;
  contentType: string;
  sizeBytes: number;
  /** Hex SHA-256 of the stored bytes. */
  sha256: string;
  thumbhash: string;
  store: string;
  path: string;
  thumbPath: string;
  /** As its mark says; left out: made by a trained model. */
  digitalSource?: DigitalSourceType;
  /** False: its thumbnail is drawn, since no frame of the video could be read. */
  hasFrame?: boolean;
}

/**
 * How a picture is read that something is made from: `to send`, no side longer than 2048 pixels and small enough for
 * every provider; `small`, the same of at most a million pixels; `as stored`, with each pixel as it is; or like `to
 * send`, with a longest side that follows from the size of the stored one.
 */
export type SourceForm =
  | "to send"
  | "small"
  | "as stored"
  | { longestSide(stored: PixelSize): number };

/** What a file says of how it came to be, in the terms of IPTC. */
export const digitalSourceTypes = [
  "trainedAlgorithmicMedia",
  "algorithmicMedia",
  "algorithmicallyEnhanced",
  "compositeWithTrainedAlgorithmicMedia",
] as const;
export type DigitalSourceType = (typeof digitalSourceTypes)[number];

/** The mark that a stored file carries. */
export interface SourceMark {
  source: DigitalSourceType;
  /** The AI system that is named in it. */
  aiSystem: string | null;
}

/** A picture that something is made from: upright, sRGB, without metadata. */
export interface SourceImage {
  bytes: Uint8Array;
  contentType: "image/png" | "image/jpeg" | "image/webp";
  width: number;
  height: number;
  /** How many of its pixels stand for one of the stored picture, along each side; left out: one. */
  scale?: number;
  /** Null, or left out: it carries none, so that it is no work of a program. */
  mark?: SourceMark | null;
}

/** A video that is gone on from, as it is stored but for its metadata. */
export interface SourceFilm {
  content: Blob;
  contentType: "video/mp4";
}

/** Which part of a source is to change: a PNG of one channel, of the source's size; white changes, black stays. */
export interface MaskImage {
  bytes: Uint8Array;
  contentType: "image/png";
  width: number;
  height: number;
}

/** A file that a provider made: its bytes, or where to fetch them. */
export type ProviderFile =
  /** `poster`: a frame of a video, as a picture file. */
  { bytes: Uint8Array; poster?: Uint8Array } | RemoteFile;

/** An address out of a provider's answer. It is not to be trusted further than this. */
export interface RemoteFile {
  url: string;
  /**
   * Where it may point to, over https: `fal.media`, `*.fal.media` (any depth below), and with a path in front of which
   * nothing else counts, `storage.googleapis.com/falserverless/`.
   */
  hosts: readonly string[];
  /** An origin that the administrator named, where http and private addresses are fine too. */
  trustedOrigin?: string;
  /** A header that is sent to that origin alone. */
  credentials?: { origin: string; header: "authorization" | "cookie"; value: string };
}

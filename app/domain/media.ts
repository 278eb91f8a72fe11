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
}

/**
 * How a picture is read that something is made from: `to send`, no side longer than 2048 pixels and small enough for
 * every provider, or `as stored`, with each pixel as it is.
 */
export type SourceForm = "to send" | "as stored";

/** What a file says of how it came to be, in the terms of IPTC. */
export type DigitalSourceType =
  | "trainedAlgorithmicMedia"
  | "algorithmicMedia"
  | "algorithmicallyEnhanced"
  | "compositeWithTrainedAlgorithmicMedia";

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
  /** Null, or left out: it carries none, so that it is no work of a program. */
  mark?: SourceMark | null;
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

/** One frame of a film that stands by itself, as it lies in the file. */
export interface CodedFrame {
  codec: "h264" | "av1";
  /** What holds for all frames: the content of `avcC` or `av1C`. */
  setup: Uint8Array;
  sample: Uint8Array;
}

export interface FrameReader {
  /** The frame as a PNG file; null where it can't be read: another sort of it, broken, or too much work. */
  read(frame: CodedFrame): Promise<Uint8Array | null>;
}

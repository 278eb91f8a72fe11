/** One frame of a film that stands by itself, as it lies in the file. */
export interface CodedFrame {
  codec: "h264" | "av1";
  /** What holds for all frames: the content of `avcC` or `av1C` (ISO/IEC 14496-15, AV1-ISOBMFF). */
  setup: Uint8Array;
  sample: Uint8Array;
}

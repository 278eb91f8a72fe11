import type { FrameRoom } from "~/domain/frame";

/** What the pool sends to its worker: one picture to change. Colors and shapes are in `prompt`. */
export interface RetouchRequest {
  readonly tool: "retouch" | "reframe";
  readonly prompt: string;
  /** The picture as a PNG, JPEG or WebP file. */
  readonly source: Uint8Array;
  /** A file of the same size, white where the picture may change; null: everywhere. */
  readonly mask: Uint8Array | null;
  /** Width to height that was chosen, for `reframe`. */
  readonly shape: readonly [number, number] | null;
  /** For `reframe`: room on some sides, in pixels of the picture in the file. Left out: the shape counts. */
  readonly room?: FrameRoom;
}

/** What the worker sends back: a PNG file. */
export interface Retouched {
  readonly kind: "retouched";
  readonly png: Uint8Array<ArrayBuffer>;
}

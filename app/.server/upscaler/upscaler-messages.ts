import type { Factor } from "./upscale-limits.ts";

/** What the pool sends to its worker: one picture to enlarge. */
export interface UpscaleRequest {
  /** The picture as a PNG, JPEG or WebP file. */
  readonly source: Uint8Array;
  readonly factor: Factor;
}

/** What the worker sends back: a picture file. */
export interface Upscaled {
  readonly kind: "upscaled";
  readonly file: Uint8Array<ArrayBuffer>;
}

import type { ThreadOrder } from "../threads/messages.ts";
import type { PaintRequest } from "./paint.ts";

/** What the pool sends to its worker: one picture to paint. */
export type PaintJob = ThreadOrder<PaintRequest>;

/** What the worker sends back in the end: RGB bytes, row by row. */
export interface Painted {
  readonly kind: "painted";
  readonly rgb: Uint8Array<ArrayBuffer>;
}

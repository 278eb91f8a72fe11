import type { PaintRequest } from "./paint.ts";

/** What the pool sends to its worker: one picture to paint. */
export interface PaintJob {
  readonly id: number;
  readonly request: PaintRequest;
}

/** What the worker sends back about one order. */
export type PaintReport =
  | { readonly id: number; readonly kind: "progress"; readonly share: number }
  | { readonly id: number; readonly kind: "painted"; readonly rgb: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: "failed"; readonly message: string };

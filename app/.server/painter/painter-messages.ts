/** What the worker sends back in the end: RGB bytes, row by row. */
export interface Painted {
  readonly kind: "painted";
  readonly rgb: Uint8Array<ArrayBuffer>;
}

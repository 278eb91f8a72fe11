/**
 * The bytes of a file, wherever they lie, so that a large one need not lie in memory. Errors of all: those of reading.
 */
export interface FileBytes {
  readonly length: number;
  /** The byte at a place; 0 where there is none. */
  at(place: number): number;
  /** What of it lies between two places. Holds true until the next piece or byte is asked for. */
  piece(start: number, end: number): Buffer;
  /** Copies what lies between two places to a place of `target`, and returns how much that was. */
  copy(target: Buffer, to: number, start: number, end: number): number;
}

/** Of a file that somebody gave: in memory where there are few. */
export type GivenBytes = Uint8Array | FileBytes;

/** How long a connection may take for what, in milliseconds. Tests have shorter ones. */
export interface ConnectionTimes {
  /** The whole head of a request. */
  headMs: number;
  /** A whole request, its body too. */
  requestMs: number;
  /** The same for a zip of another Easel, which may be gigabytes over a slow line. */
  importMs: number;
  /** In each such span of a body 512 bytes must come; 64 kB of a zip of another Easel. */
  paceMs: number;
  /** Between two requests. Longer than common proxies keep theirs. */
  idleMs: number;
  /**
   * In which a reader takes nothing of what waits for it; up to twice as long. A video may be paused for longer, and
   * comes again.
   */
  stallMs: number;
  /**
   * From the last word to a client until its connection is destroyed, whatever it still sends and never acknowledges.
   */
  lingerMs: number;
  /** The same while the rest of a body comes that the answer did not need: whoever sends it gets to see the answer. */
  discardMs: number;
  /** How often the first two are looked at. */
  checkMs: number;
}

export const defaultTimes: ConnectionTimes = Object.freeze({
  headMs: 15_000,
  requestMs: 120_000,
  importMs: 6 * 3_600_000,
  paceMs: 20_000,
  idleMs: 65_000,
  stallMs: 60_000,
  lingerMs: 2_000,
  discardMs: 30_000,
  checkMs: 1_000,
});

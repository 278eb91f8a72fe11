/** Something that must always hold, and does not. */
export interface Violation {
  /** Of the list in the architecture page and the anchors behind it: L1, G2, M1 … */
  rule: string;
  /** What it is about: an id, a path or the name of a table. */
  subject: string;
  /** What is wrong, in plain words. */
  sentence: string;
}

export interface Invariants {
  /**
   * Looks at the next stretch of the database, from `place` on; null: from its beginning. `next` is where to go on,
   * null once everything has been seen. Errors: invalid_input (no such place), unavailable.
   */
  look(place: string | null): Promise<{ violations: Violation[]; next: string | null }>;
  /** Requests that a provider may have charged us for although the person got the credits back. Error: unavailable. */
  orphans(): Promise<{ count: number; priceCredits: number }>;
}

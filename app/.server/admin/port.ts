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
  /** Everything that is wrong within the database. Empty when all is well. Error: unavailable. */
  violations(): Promise<Violation[]>;
  /** Requests that a provider may have charged us for although the person got the credits back. Error: unavailable. */
  orphans(): Promise<{ count: number; priceCredits: number }>;
}

/** So much of one thing at once as this process bears. */
export interface Turns {
  /** Begins one for a person, and returns what ends it. Error: rate_limited, while there are enough of them. */
  begin(person: string): () => void;
}

/** One file as its row describes it. */
export interface MediaRow {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  width: number;
  height: number;
}

/** The rows of everybody's files, for the comparison with the stores. Error: unavailable. */
export interface MediaRows {
  /** The next rows after the one with that id; null: from the first. */
  page(after: string | null, limit: number): Promise<MediaRow[]>;
  /** Of these paths, those that a row names (`kept`) and those whose deletion is planned (`to_delete`). */
  known(
    store: string,
    paths: readonly string[],
  ): Promise<{ path: string; state: "kept" | "to_delete" }[]>;
}

/** What a file turns out to be when it is looked at. */
export interface MediaInspection {
  sizeBytes: number;
  /** Hex SHA-256. */
  sha256: string;
  /** By its first bytes; null for everything that Easel does not take. */
  contentType: string | null;
  /**
   * In pixels. Null for a picture that cannot be decoded to its last line, a video that ingestion would refuse, and for
   * all else.
   */
  size: { width: number; height: number } | null;
}

export interface MediaInspector {
  /**
   * Reads the file to its end, and holds no more of a video than its head. Never throws for bad bytes. Errors: those of
   * `body`.
   */
  inspect(body: AsyncIterable<Uint8Array>): Promise<MediaInspection>;
}

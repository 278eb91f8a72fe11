/** One stored file, ready to become visible. */
export interface FinishedMedia {
  id: string;
  width: number;
  height: number;
  durationSeconds: number | null;
  contentType: string;
  sizeBytes: number;
  /** Hex SHA-256 of the stored bytes. */
  sha256: string;
  thumbhash: string;
  store: string;
  path: string;
  thumbPath: string;
}

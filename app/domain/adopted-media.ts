import type { DigitalSourceType } from "./media";

/** What is said of a file of another Easel, where the file itself says nothing. */
export interface AdoptedMarks {
  source: DigitalSourceType;
  prompt: string;
  isPrompted: boolean;
  /** The model's name as people see it. */
  model: string;
  createdAt: Date;
}

/** A file of another Easel. */
export interface AdoptMedia {
  userId: string;
  /** UUIDv7. */
  mediaId: string;
  area: "temporary" | "permanent";
  /** `picture` and `mask`: what something is made from. */
  what: "file" | "video" | "picture" | "mask";
  /** Hex SHA-256 of its bytes. */
  sha256: string;
  /** Null for what a person gave. */
  marks: AdoptedMarks | null;
}

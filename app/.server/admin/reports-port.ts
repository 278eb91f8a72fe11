import type { AdminReport, AdminReports } from "~/domain/admin/reports";

/** Where a file lies that a report is about. */
export interface ReportedFile {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  prompt: string;
}

export interface TakeDown {
  id: string;
  reportId: string;
  /** Of its board, besides the file that the report names. */
  mediaIds: readonly string[];
  /** True: all files of its board, whatever is named. */
  isEverything: boolean;
  /** For the owner. */
  words: string;
  reason: string;
}

/**
 * Reports of shared pages, for admins: `session` is the digest of an admin's cookie. Everything that changes something
 * is one line of the audit log, with its reason. All errors: signed_out, unavailable.
 */
export interface ReportQueue {
  /** Those that are open, the first due first, or that were closed, the last one first; `page` from 1. */
  list(session: string, isOpen: boolean, page: number, pageSize: number): Promise<AdminReports>;
  /** With a page of its files, from 1. Error: not_found. */
  read(session: string, reportId: string, page: number, pageSize: number): Promise<AdminReport>;
  /** Also of a hidden file. Error: not_found (no such report, or none of its files). */
  file(session: string, reportId: string, mediaId: string): Promise<ReportedFile>;
  /**
   * Ends the link, hides the files and blocks their bytes from every shared page; again: hides more of them. Resolves
   * to where the owner can be told; null: the account is gone. Errors: not_found, already_finished, invalid_input.
   */
  takeDown(session: string, takeDown: TakeDown): Promise<{ email: string | null }>;
  /** Errors: not_found, already_finished (nothing is taken down). */
  undo(session: string, reportId: string, reason: string): Promise<void>;
  /** Errors: not_found, already_finished. */
  reject(session: string, reportId: string, reason: string): Promise<void>;
  /** Error: not_found. */
  note(session: string, reportId: string, note: string): Promise<void>;
}

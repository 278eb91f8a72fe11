import type { GiftBatch, GiftBatchesPage } from "~/domain/admin/people";
import type { Viewer } from "~/domain/viewer";
import type { CreditEntryView, CreditsPage } from "~/domain/credit-views";

/** As `2026-11-27`. */
export interface LedgerDays {
  from: string | null;
  to: string | null;
}

/** The credit ledger, as people may see it. Only SQL functions write to it, each with the event that it pays for. */
export interface Ledger {
  /**
   * The viewer's own entries, newest first, `pageSize` of them; `page` counts from 1. One database call, under
   * row-level security. `account` is null when the session is revoked. Errors: signed_out, unavailable.
   */
  page(viewer: Viewer, page: number, pageSize: number): Promise<CreditsPage>;
  /**
   * The viewer's own entries of these days (UTC, both included; null: no limit) after the one with the number
   * `afterSeq`, oldest first: 500, or all that there are. Errors: signed_out, unavailable.
   */
  history(viewer: Viewer, days: LedgerDays, afterSeq: number): Promise<CreditEntryView[]>;
  /**
   * Gives the viewer what a gift code in its one spelling is worth, once, and resolves to how many credits. Errors:
   * gift_code_refused (`why`), suspended, signed_out, unavailable.
   */
  redeem(viewer: Viewer, code: string): Promise<number>;
}

/** Credits that come by themselves every month. */
export interface Allowances {
  /**
   * Goes through so many people at most who are due one, in one transaction; any number of processes may call it.
   * Resolves to how many it went through: 0 when nothing is due, or another process is at it. Error: unavailable.
   */
  give(limit: number): Promise<number>;
}

/** How many credits a batch may be worth: its credits, times its codes, times their uses. See `HandCaps`. */
export interface GiftCaps {
  maxCredits: number;
  maxCreditsADay: number;
  confirmAbove: number;
}

export interface NewBatch {
  id: string;
  label: string;
  /** What each use of each code gives. */
  credits: number;
  codeCount: number;
  /** How many people may use each of them. */
  maxUses: number;
  expiresAt: Date | null;
}

/** Gift codes, as admins make them. `session` is the admin's. Errors of all: signed_out, not_found, unavailable. */
export interface GiftCodes {
  /** Newest first; `page` counts from 1. */
  list(session: string, page: number, pageSize: number): Promise<GiftBatchesPage>;
  /**
   * Makes a batch, once for its id. Errors: limit_reached, confirm_needed, idempotency_conflict, invalid_input.
   */
  make(session: string, batch: NewBatch, reason: string, isConfirmed: boolean): Promise<void>;
  /** Its codes give nothing from now on. */
  withdraw(session: string, batchId: string, reason: string): Promise<void>;
  /** The codes themselves; null for one that was made with another secret key and can be shown no more. */
  codesOf(
    session: string,
    batchId: string,
  ): Promise<{ batch: GiftBatch; codes: { code: string | null; uses: number }[] }>;
}

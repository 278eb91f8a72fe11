import type { Viewer } from "~/domain/viewer";
import type { CreditsPage } from "~/domain/views";

/** The credit ledger, as people may see it. Only SQL functions write to it, each with the event that it pays for. */
export interface Ledger {
  /**
   * The viewer's own entries, newest first, `pageSize` of them; `page` counts from 1. One database call, under
   * row-level security. `account` is null when the session is revoked. Errors: signed_out, unavailable.
   */
  page(viewer: Viewer, page: number, pageSize: number): Promise<CreditsPage>;
}

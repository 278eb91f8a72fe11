import type { AllowancesPage, PeoplePage, PersonPage } from "~/domain/admin/people";
import type { AllowanceMode } from "~/domain/credits";

/** A movement by hand. The same key moves credits once. */
export interface HandMovement {
  credits: number;
  reason: string;
  key: string;
  /** The admin has seen how much it is, and means it. */
  isConfirmed: boolean;
}

/**
 * People, as admins see and treat them. `session` is the admin's. Errors of all: signed_out (the session is over),
 * not_found, unavailable; of what changes something: invalid_input.
 */
export interface People {
  /** Those whom the words may mean, or everybody, newest first, 50 of them from the one after `beforeId` on. */
  find(session: string, query: string, beforeId: string | null): Promise<PeoplePage>;
  /** `page` of the ledger counts from 1. */
  read(session: string, userId: string, page: number, pageSize: number): Promise<PersonPage>;
  /**
   * Gives credits, or takes them where they are negative. Errors: limit_reached (a cap, or the balance),
   * confirm_needed, idempotency_conflict.
   */
  adjust(session: string, userId: string, movement: HandMovement): Promise<void>;
  /** Gives back what is kept for a request, once. Errors: limit_reached, confirm_needed, already_refunded. */
  refund(session: string, generationId: string, movement: HandMovement): Promise<void>;
  suspend(session: string, userId: string, message: string, reason: string): Promise<void>;
  liftSuspension(session: string, userId: string, reason: string): Promise<void>;
  /** Ends every session. */
  signOut(session: string, userId: string, reason: string): Promise<void>;
  /** Their sign-in asks for no code any more. Where it asked for none, nothing changes. */
  removeSecondFactor(session: string, userId: string, reason: string): Promise<void>;
  delete(session: string, userId: string, reason: string): Promise<void>;
}

export interface AllowanceChoice {
  mode: AllowanceMode;
  credits: number;
  /** Of the month, 1 to 31; the last one where a month is shorter. */
  day: number;
  /** Also for this month, where the day is over. */
  isForThisMonth: boolean;
}

export interface CapsChoice {
  /** Null: any number. */
  dayCredits: number | null;
  monthCredits: number | null;
  /** Of a person: they hold in place of everybody's also where there are none. */
  isOwn: boolean;
}

/**
 * What comes every month and what may be spent. `userId` null: of everybody without a rule of their own. Errors: as
 * People.
 */
export interface CreditRules {
  read(session: string): Promise<AllowancesPage>;
  allow(
    session: string,
    userId: string | null,
    choice: AllowanceChoice,
    reason: string,
  ): Promise<void>;
  endAllowance(session: string, userId: string | null, reason: string): Promise<void>;
  cap(session: string, userId: string | null, choice: CapsChoice, reason: string): Promise<void>;
}

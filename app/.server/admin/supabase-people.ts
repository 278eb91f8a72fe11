import type { HandCaps } from "~/domain/admin/people";
import type { Database } from "../db/clients";
import { AppError } from "../errors";
import type { CreditRules, HandMovement, People } from "./people-port";

/** Deleting an account with many files takes its time. PostgreSQL's own limit for one statement. */
const longMs = 8000;

const movementOf = ({ reason, key, isConfirmed }: HandMovement, caps: HandCaps) => ({
  p_reason: reason,
  p_idempotency_key: key,
  p_caps: caps,
  p_is_confirmed: isConfirmed,
});

const isShort = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === "insufficient_credits";

/** It is somebody else's balance that does not reach. */
const balanceError = ({ facts }: AppError) =>
  new AppError("limit_reached", {
    facts: { what: "balance", limit: facts["balanceCredits"] ?? 0 },
  });

/** People on SQL functions, with the server's rights. Errors: those of the port. */
export function createSupabasePeople(database: Database, caps: HandCaps): People {
  const service = database.asService();
  const about = (session: string, userId: string) => ({
    p_admin_session: session,
    p_user_id: userId,
  });
  return {
    find: (session, query, beforeId) =>
      service.call("people_page", {
        p_admin_session: session,
        p_query: query,
        p_before_id: beforeId,
      }),
    read: (session, userId, page, pageSize) =>
      service.call("person_page", {
        ...about(session, userId),
        p_page: page,
        p_page_size: pageSize,
      }),
    async adjust(session, userId, movement) {
      try {
        await service.call("adjust_credits", {
          ...about(session, userId),
          ...movementOf(movement, caps),
          p_delta_credits: movement.credits,
        });
      } catch (error) {
        throw isShort(error) ? balanceError(error) : error;
      }
    },
    async refund(session, generationId, movement) {
      await service.call("refund_by_hand", {
        ...movementOf(movement, caps),
        p_admin_session: session,
        p_generation_id: generationId,
        p_credits: movement.credits,
      });
    },
    async suspend(session, userId, message, reason) {
      const said = { p_message: message, p_reason: reason };
      await service.call("suspend_person", { ...about(session, userId), ...said });
    },
    async liftSuspension(session, userId, reason) {
      await service.call("lift_suspension", { ...about(session, userId), p_reason: reason });
    },
    async signOut(session, userId, reason) {
      await service.call("sign_out_person", { ...about(session, userId), p_reason: reason });
    },
    async removeSecondFactor(session, userId, reason) {
      await service.call("remove_second_factor", { ...about(session, userId), p_reason: reason });
    },
    async delete(session, userId, reason) {
      await service.call("delete_person", { ...about(session, userId), p_reason: reason }, longMs);
    },
  };
}

/** The rules of credits on SQL functions. Errors: those of the port. */
export function createSupabaseCreditRules(database: Database): CreditRules {
  const service = database.asService();
  const ask = (session: string, userId: string | null, reason: string) => ({
    p_admin_session: session,
    p_reason: reason,
    p_user_id: userId,
  });
  return {
    read: (session) => service.call("allowances_page", { p_admin_session: session }),
    async allow(session, userId, { mode, credits, day, isForThisMonth }, reason) {
      await service.call("choose_allowance", {
        ...ask(session, userId, reason),
        p_mode: mode,
        p_credits: credits,
        p_day: day,
        p_is_for_this_month: isForThisMonth,
      });
    },
    async endAllowance(session, userId, reason) {
      await service.call("end_allowance", ask(session, userId, reason));
    },
    async cap(session, userId, { dayCredits, monthCredits, isOwn }, reason) {
      await service.call("choose_caps", {
        ...ask(session, userId, reason),
        p_day_credits: dayCredits,
        p_month_credits: monthCredits,
        p_is_own: isOwn,
      });
    },
  };
}

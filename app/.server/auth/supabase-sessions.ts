import { z } from "zod";
import type { Database } from "../db/clients";
import { onlyRow } from "../db/only-row";
import { sessionOf } from "../db/session-of";
import type { Devices, SessionRecords, SessionSettings } from "./port";

const needs = z.enum(["nothing", "password", "sign_in"]);

/** Easel's own record of sessions, on SQL functions. Error: unavailable. */
export function createSupabaseSessions(
  database: Database,
  { signupCredits, signupGrants, isSingleVisitor, isThrowawayEmail, sessionLife }: SessionSettings,
): SessionRecords {
  const service = database.asService();
  const life = { p_idle_days: sessionLife.idleDays, p_max_days: sessionLife.maxDays };
  return {
    async open(viewer, { by, device: { agent, address }, replaces, passwordMark, shownCode }) {
      const opened = await service.call("register_session", {
        ...sessionOf(viewer),
        ...life,
        p_opened_by: by,
        p_shown_code: shownCode,
        p_agent: agent,
        p_address: address,
        p_password_mark: passwordMark,
        p_replaced_user_id: replaces?.userId,
        p_replaced_session_id: replaces?.sessionId,
        p_signup_credits: signupCredits,
        p_max_grants_per_day: signupGrants.aDay,
        p_max_grants_per_address: isSingleVisitor(address) ? signupGrants.anAddress : null,
        p_throwaway_email: await isThrowawayEmail(viewer.email),
      });
      const row = onlyRow(opened);
      return { lostPassword: row.lost_password, awaitsCode: row.awaits_code };
    },
    async passCode(viewer, code) {
      const passed = { ...sessionOf(viewer), ...life, p_code: code };
      return (await service.call("pass_code", passed)) === true;
    },
    passwordMark: (email) => service.call("password_mark", { p_email: email }),
    touch: (viewer) => service.call("touch_session", { ...sessionOf(viewer), ...life }),
    end: (viewer) => service.call("revoke_session", sessionOf(viewer)),
    endAll: ({ userId }) => service.call("revoke_sessions", { p_user_id: userId }),
    async ownerProof(viewer) {
      const proof = onlyRow(await service.call("owner_proof", sessionOf(viewer)));
      return { needs: needs.parse(proof.needs), openedBy: proof.opened_by };
    },
  };
}

/** A person's sessions as pages show them, on SQL functions. */
export function createSupabaseDevices(database: Database): Devices {
  return {
    list: (viewer) => database.asViewer(viewer).call("devices_page", {}),
    async endOthers(viewer, ids) {
      const ended = { ...sessionOf(viewer), p_ids: ids === "all" ? null : ids };
      return (await database.asService().call("end_other_sessions", ended)) ?? 0;
    },
  };
}

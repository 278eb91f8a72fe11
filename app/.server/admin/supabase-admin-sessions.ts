import { createHash } from "node:crypto";
import type { Database } from "../db/clients";
import { AppError } from "../errors";
import type { AdminSessions } from "./access-port";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The sessions of the admin pages on SQL functions. The database never sees the id of a browser. */
export function createSupabaseAdminSessions(database: Database): AdminSessions {
  const service = database.asService();
  return {
    async begin({ address, deviceIds }) {
      const { allowed, retryAfterSeconds, bucket, device } = await service.call(
        "begin_admin_sign_in",
        { p_address: address, p_devices: deviceIds.map(sha256) },
      );
      if (!allowed)
        throw new AppError("rate_limited", { retryable: true, facts: { retryAfterSeconds } });
      return { bucket, deviceId: deviceIds.find((id) => sha256(id) === device) ?? null };
    },
    async refuse(name, { address }, outcome) {
      const args = { p_name: name, p_address: address, p_outcome: outcome };
      await service.call("refuse_admin_sign_in", args);
    },
    async open(session, { name, place, mark, codeStep, attempt, replaced }) {
      const isOpen = await service.call("open_admin_session", {
        p_token_hash: session,
        p_name: name,
        p_address: place.address,
        p_password_mark: mark,
        p_bucket: attempt.bucket,
        p_device: sha256(attempt.deviceId),
        p_code_step: codeStep,
        p_replaced: replaced,
      });
      return isOpen === true;
    },
    async nameOf(session, mark) {
      try {
        const args = { p_admin_session: session, p_password_mark: mark };
        return await service.call("admin_name", args);
      } catch (error) {
        if (error instanceof AppError && error.code === "signed_out") return null;
        throw error;
      }
    },
    async end(session) {
      await service.call("end_admin_session", { p_admin_session: session });
    },
  };
}

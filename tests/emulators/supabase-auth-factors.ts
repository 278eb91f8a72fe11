import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Answer, Received } from "./emulator.ts";
import type { AuthSession, AuthState, AuthUser } from "./supabase-auth-state.ts";

type Handler = (received: Received) => Promise<Answer> | Answer;

interface Options {
  caller(received: Received): AuthSession;
  bodyOf(received: Received): Record<string, unknown>;
  keep(user: AuthUser): Promise<unknown>;
  /** The error of a refusal. */
  refused(status: number, code: string): Error;
}

export const hasSecondFactor = ({ factors = [] }: AuthUser): boolean =>
  factors.some(({ status }) => status === "verified");

/** Half minutes that a clock may be wrong: more than Auth bears, so that tests have many codes at once. */
const driftSteps = 10;

const issuedTo = (user: AuthUser, secret: Secret) =>
  new TOTP({ issuer: "Easel", label: user.email, secret });

/**
 * How Supabase Auth keeps authenticator apps and asks for their codes. A code that it has seen is good a second time.
 */
export function createFactors(
  { behaviour, sessions, open }: AuthState,
  { caller, bodyOf, keep, refused }: Options,
): Record<string, Handler> {
  const challenges = new Map<string, string>();
  const find = (received: Received) => {
    const session = caller(received);
    const id = /\/factors\/([^/]+)/.exec(received.path)?.[1] ?? "";
    const factor = session.user.factors?.find((each) => each.id === id);
    if (!factor) throw refused(404, "mfa_factor_not_found");
    return { session, factor };
  };
  return {
    async "POST /auth/v1/factors"(received) {
      const { user, level } = caller(received);
      const { factor_type: type } = bodyOf(received);
      if (type !== "totp") throw refused(400, "validation_failed");
      if (!behaviour.secondFactors) throw refused(422, "mfa_totp_enroll_not_enabled");
      if (hasSecondFactor(user) && level === "aal1") throw refused(403, "insufficient_aal");
      const secret = new Secret({ size: 20 });
      const id = randomUUID();
      const createdAt = new Date().toISOString();
      (user.factors ??= []).push({ id, secret: secret.base32, status: "unverified", createdAt });
      await keep(user);
      const uri = issuedTo(user, secret).toString();
      const totp = { qr_code: "<svg/>", secret: secret.base32, uri };
      return { json: { id, type: "totp", friendly_name: "", totp } };
    },
    "POST /auth/v1/factors/:id/challenge"(received) {
      const { factor } = find(received);
      const id = randomUUID();
      challenges.set(id, factor.id);
      return { json: { id, type: "totp", expires_at: Math.floor(Date.now() / 1000) + 300 } };
    },
    async "POST /auth/v1/factors/:id/verify"(received) {
      const { session, factor } = find(received);
      const { challenge_id: challengeId, code } = bodyOf(received);
      if (challenges.get(String(challengeId)) !== factor.id)
        throw refused(422, "mfa_challenge_expired");
      const totp = issuedTo(session.user, Secret.fromBase32(factor.secret));
      if (totp.validate({ token: String(code), window: driftSteps }) === null)
        throw refused(422, "mfa_verification_failed");
      challenges.delete(String(challengeId));
      factor.status = "verified";
      session.level = "aal2";
      for (const { id, user, level } of sessions.values())
        if (user === session.user && level === "aal1") sessions.delete(id);
      await keep(session.user);
      return { json: await open(session.user, session) };
    },
    async "DELETE /auth/v1/factors/:id"(received) {
      const { session, factor } = find(received);
      if (factor.status === "verified" && session.level === "aal1")
        throw refused(422, "insufficient_aal");
      const { user } = session;
      user.factors = user.factors?.filter(({ id }) => id !== factor.id) ?? [];
      for (const each of sessions.values()) if (each.user === user) each.level = "aal1";
      await keep(user);
      return { json: { id: factor.id } };
    },
  };
}

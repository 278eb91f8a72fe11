import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { AdminPassword } from "./access-port";
import { matchesHash } from "./admin-password";

export interface AdminPasswordOptions {
  /** As the environment has it; null: not. */
  adminPassword: string | null;
  adminPasswordHash: string | null;
  /** Base 32. Null: no code is asked for. */
  adminTotpSecret: string | null;
  /** What the built-in database keeps now; null: none, and with a Supabase project. */
  readKeptHash(): Promise<string | null>;
  /** The server's own: marks are made with it, so that nobody can try passwords on one. */
  secretKey: string;
}

/** A clock may be half a minute off. */
const window = 1;

/** The password of the admin pages, and their second factor. What the environment says counts. */
export function readAdminPassword(options: AdminPasswordOptions): AdminPassword {
  const { adminPassword, adminPasswordHash, adminTotpSecret, secretKey } = options;
  const totp = adminTotpSecret
    ? new TOTP({ issuer: "Easel", label: "admin", secret: Secret.fromBase32(adminTotpSecret) })
    : null;
  return {
    async read() {
      const hash = adminPassword ? null : (adminPasswordHash ?? (await options.readKeptHash()));
      const kept = adminPassword ?? hash;
      if (kept === null) return null;
      return {
        mark: createHmac("sha256", secretKey).update(`admin ${kept}`).digest("hex"),
        asksForCode: totp !== null,
        matches: async (password) =>
          hash === null ? isSame(password, kept) : await matchesHash(password, hash),
        stepOf(code) {
          const token = code.replaceAll(/\s/g, "");
          const delta = totp?.validate({ token, window }) ?? null;
          return totp && delta !== null ? totp.counter() + delta : null;
        },
      };
    },
  };
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text.normalize("NFKC")).digest();
  return timingSafeEqual(digest(one), digest(other));
}

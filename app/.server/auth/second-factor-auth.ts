import { AppError } from "../errors";
import type { AuthConnection } from "./password-auth";
import type { RequestAuth } from "./port";

/** Talks with Auth over one of the browser's sessions. */
type Talk = Pick<AuthConnection, "call" | "connect">;

/** As of the port. `half` is over the session that owes a code. */
export function openSecondFactor(
  { session, ...whole }: Talk & Pick<AuthConnection, "session">,
  half: Talk,
): Pick<
  RequestAuth,
  "halfViewer" | "enterCode" | "makeSecondFactor" | "confirmSecondFactor" | "removeSecondFactor"
> {
  return {
    halfViewer: session.halfViewer,
    async enterCode(code) {
      if (!(await session.halfViewer())) throw new AppError("signed_out");
      return await session.finish(code, async () => {
        const factor = (await listFactors(half)).find(({ isVerified }) => isVerified);
        // Removed since the session was asked for its code: signing in anew asks for none.
        if (!factor) throw new AppError("signed_out");
        await showCode(half, factor.id, code);
      });
    },
    async makeSecondFactor() {
      const auth = await whole.connect();
      const factors = await listFactors(whole);
      for (const { id } of factors.filter(({ isVerified }) => !isVerified))
        await whole.call("second_factor", () => auth.mfa.unenroll({ factorId: id }));
      const asked = { factorType: "totp", issuer: "Easel" } as const;
      const made = await whole.call("second_factor", () => auth.mfa.enroll(asked));
      if (made === null || typeof made === "string") throw new AppError("unavailable");
      return { factorId: made.id, uri: made.totp.uri };
    },
    confirmSecondFactor: (factorId, code) => showCode(whole, factorId, code),
    async removeSecondFactor() {
      const auth = await whole.connect();
      for (const { id } of await listFactors(whole))
        await whole.call("second_factor", () => auth.mfa.unenroll({ factorId: id }));
    },
  };
}

async function showCode({ call, connect }: Talk, factorId: string, code: string): Promise<void> {
  const auth = await connect();
  await call("second_factor", () => auth.mfa.challengeAndVerify({ factorId, code }));
}

/** The caller's authenticator apps, as Auth has them now. */
async function listFactors({ call, connect }: Talk) {
  const auth = await connect();
  const listed = await call("second_factor", () => auth.mfa.listFactors());
  if (listed === null || typeof listed === "string") throw new AppError("unavailable");
  return listed.all
    .filter((factor) => factor.factor_type === "totp")
    .map(({ id, status }) => ({ id, isVerified: status === "verified" }));
}

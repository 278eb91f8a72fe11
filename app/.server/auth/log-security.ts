import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import type { RequestAuth, AuthGateway, SecurityEvent, SecurityLog } from "./port";

/** The same gateway, but every attempt to come in, to go or to change a password leaves a line in the security log. */
export function withSecurityLog(gateway: AuthGateway, securityLog: SecurityLog): AuthGateway {
  return {
    ...gateway,
    open(request, { address, ...device }, visitorAddress) {
      const auth = gateway.open(request, { address, ...device }, visitorAddress);
      const noted = async <T>(
        event: SecurityEvent,
        about: { email: string } | { userId: string } | null,
        work: () => Promise<T>,
      ): Promise<T> => {
        const note = (outcome: string, userId: string | null) =>
          securityLog.note({
            ...{ event, outcome, address, email: null, userId, ...about },
            ...(userId && { userId }),
          });
        try {
          const result = await work();
          await note(outcomeOf(result), userIdOf(result));
          return result;
        } catch (error) {
          await note(error instanceof AppError ? error.code : "internal", null);
          throw error;
        }
      };
      const ownerOf = (viewer: Viewer | null) => viewer && { userId: viewer.userId };
      return {
        ...auth,
        signUp: (input) => noted("sign_up", { email: input.email }, () => auth.signUp(input)),
        signIn: (input) => noted("sign_in", { email: input.email }, () => auth.signIn(input)),
        signOut: async () =>
          noted("sign_out", ownerOf(await auth.viewerFromCookies()), auth.signOut),
        sendResetMail: (email) => noted("reset_mail", { email }, () => auth.sendResetMail(email)),
        confirm: (...link) => noted("confirm", null, () => auth.confirm(...link)),
        finishGoogle: (returned) => noted("google", null, () => auth.finishGoogle(returned)),
        changeEmail: async (email) =>
          noted("email_change", ownerOf(await auth.viewer()), () => auth.changeEmail(email)),
        enterCode: async (code) =>
          noted("code", ownerOf(await auth.halfViewer()), () => auth.enterCode(code)),
        confirmSecondFactor: async (...shown) =>
          noted("second_factor_on", ownerOf(await auth.viewer()), () =>
            auth.confirmSecondFactor(...shown),
          ),
        removeSecondFactor: async () =>
          noted("second_factor_off", ownerOf(await auth.viewer()), auth.removeSecondFactor),
        changePassword: async (...input) =>
          noted("password_change", ownerOf(await auth.viewer()), () =>
            auth.changePassword(...input),
          ),
      } satisfies RequestAuth;
    },
  };
}

function outcomeOf(result: unknown): string {
  return typeof result === "string" ? result : "done";
}

function userIdOf(result: unknown): string | null {
  const isViewer = typeof result === "object" && result !== null && "userId" in result;
  return isViewer && typeof result.userId === "string" ? result.userId : null;
}

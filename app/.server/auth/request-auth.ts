import type { Device } from "~/domain/viewer";
import { createAuthCall } from "./call-auth";
import { createSessionlessClient, createCookieClient, type ClientOptions } from "./auth-clients";
import {
  openCookieJar,
  openHalfSessionJar,
  type CookieJar,
  type CookieJarOptions,
} from "./cookie-jar";
import { openCookieSession } from "./cookie-session";
import { beginGoogle, finishGoogle } from "./google-auth";
import { trackRetryAfter } from "./track-retry-after";
import {
  type AuthConnection,
  changePassword,
  checkPassword,
  signIn,
  signOut,
  signUp,
} from "./password-auth";
import type { RequestAuth, SessionRecords } from "./port";
import { openSecondFactor } from "./second-factor-auth";
import type { VerifyToken } from "./verify-token";

export interface RequestAuthOptions extends ClientOptions, CookieJarOptions {
  verifyToken: VerifyToken;
  records: SessionRecords;
  /** For one answer of Supabase Auth. */
  timeoutMs: number;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface AuthRequest {
  request: Request;
  device: Device;
  /** Null where it is not known. */
  address: string | null;
}

/** Supabase Auth for one request. Connects when it is first needed. */
export function openRequestAuth(
  options: RequestAuthOptions,
  { request, device, address }: AuthRequest,
): RequestAuth {
  const { verifyToken, records, timeoutMs, log } = options;
  const cookies = request.headers.get("cookie") ?? "";
  const [jar, halfJar] = [openCookieJar(cookies, options), openHalfSessionJar(cookies, options)];
  const { fetch, retryAfterSeconds } = trackRetryAfter(options.fetch);
  const client = { ...options, fetch };
  const callWith = (each: CookieJar) =>
    createAuthCall({ jar: each, timeoutMs, retryAfterSeconds, log });
  const call = callWith(jar);
  let connecting: ReturnType<typeof createCookieClient> | null = null;
  const connect = () => (connecting ??= createCookieClient(client, jar, address));
  const own = { jar, halfJar, call, connect };
  const session = openCookieSession({ ...own, verifyToken, device, records, log });
  const connection: AuthConnection = {
    call,
    connect,
    connectWithoutSession: () => createSessionlessClient(client, address),
    session,
    records,
    fetch,
    jar,
    log,
  };
  return {
    viewer: session.viewer,
    viewerFromCookies: session.viewerFromCookies,
    signUp: (input) => signUp(connection, input),
    signIn: (credentials) => signIn(connection, credentials),

    signOut: () => signOut(connection),

    async sendResetMail(email) {
      const auth = await connect();
      await call("reset_mail", () => auth.resetPasswordForEmail(email));
    },

    async confirm(tokenHash, type) {
      const auth = await connect();
      return await session.start<"half_confirmed">({ by: type, passwordMark: null }, async () => {
        const link = { token_hash: tokenHash, type };
        const answer = await call("confirm", () => auth.verifyOtp(link));
        return typeof answer === "string" || answer.session ? null : "half_confirmed";
      });
    },

    checkPassword: (password) => checkPassword(connection, password),

    async changeEmail(email) {
      const auth = await connect();
      await call("change_email", () => auth.updateUser({ email }));
    },

    changePassword: (change) => changePassword(connection, change),
    beginGoogle: (returnTo) => beginGoogle(connection, returnTo),
    finishGoogle: (returned) => finishGoogle(connection, returned),
    ...openSecondFactor(connection, {
      call: callWith(halfJar),
      connect: () => createCookieClient(client, halfJar, address),
    }),
    setCookies: () => [...jar.setCookies(), ...halfJar.setCookies()],
  };
}

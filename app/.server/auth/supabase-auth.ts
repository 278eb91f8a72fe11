import {
  combineChunks,
  createServerClient,
  parseCookieHeader,
  serializeCookieHeader,
} from "@supabase/ssr";
import type { AuthError, SupabaseClient } from "@supabase/supabase-js";
import { z } from "zod";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import { impatient, withPatience } from "./patience";
import type { AuthConversation, AuthGateway } from "./port";
import type { VerifyToken } from "./verify-token";

export interface SupabaseAuthOptions {
  /** Of the Supabase project; the public origin on the embedded backend. */
  url: string;
  publishableKey: string;
  fetch: typeof globalThis.fetch;
  verifyToken: VerifyToken;
  /** Cookies are Secure and carry the `__Host-` prefix. */
  https: boolean;
  log(message: string, facts: Record<string, unknown>): void;
}

const storedSession = z.object({ access_token: z.string() });
const base64Prefix = "base64-";
/** For one answer of Supabase Auth, so that a page can still say that it does not come. */
const patienceMs = 4000;

/** Supabase Auth over HttpOnly cookies. A request with a valid token costs no round trip. */
export function createSupabaseAuth(options: SupabaseAuthOptions): AuthGateway {
  const cookieName = options.https ? "__Host-easel-session" : "easel-session";
  return { open: (request) => openConversation(options, cookieName, request) };
}

function openConversation(
  options: SupabaseAuthOptions,
  cookieName: string,
  request: Request,
): AuthConversation {
  const cookies = new Map(
    parseCookieHeader(request.headers.get("cookie") ?? "").map(({ name, value }) => [
      name,
      value ?? "",
    ]),
  );
  const outgoing = new Map<string, string>();
  const cookieOptions = {
    path: "/",
    httpOnly: true,
    secure: options.https,
    sameSite: "lax",
  } as const;
  let connecting: Promise<SupabaseClient> | null = null;

  /** The cookie is cut into `.0`, `.1` … when it is long. Supabase's other cookies belong to flows that are not used. */
  const isSessionCookie = (name: string) =>
    name === cookieName || name.startsWith(`${cookieName}.`);
  const sessionCookies = () => [...cookies.keys()].filter(isSessionCookie);

  /** A cookie that holds no session is left out: a wrong one is as good as none. */
  const storedToken = readStoredToken(cookieName, cookies).then((token) => {
    if (token === null) for (const name of sessionCookies()) cookies.delete(name);
    return token;
  });

  const connect = async () => {
    await storedToken;
    return createServerClient(options.url, options.publishableKey, {
      global: { fetch: impatient(options.fetch, patienceMs) },
      cookieOptions: { ...cookieOptions, name: cookieName },
      cookies: {
        getAll: () => Array.from(cookies, ([name, value]) => ({ name, value })),
        setAll(changed) {
          for (const { name, value, options: wanted } of changed) {
            if (!isSessionCookie(name)) continue;
            if (value === "") cookies.delete(name);
            else cookies.set(name, value);
            outgoing.set(name, serializeCookieHeader(name, value, wanted));
          }
        },
      },
    });
  };
  const supabaseAuth = async () => (await (connecting ??= connect())).auth;

  const readViewer = async (): Promise<Viewer | null> => {
    const stored = await storedToken;
    if (stored === null) return null;
    const viewer = await options.verifyToken(stored);
    if (viewer) return viewer;
    // The library itself goes on trying for half a minute.
    const { data, error } = await withPatience((await supabaseAuth()).getSession(), patienceMs);
    if (error && isTrouble(error)) throw appErrorOf(error);
    return data.session ? await options.verifyToken(data.session.access_token) : null;
  };
  let viewing: Promise<Viewer | null> | null = null;

  /** The caller of the session that was just made. */
  const enter = async (): Promise<Viewer> => {
    const token = await readStoredToken(cookieName, cookies);
    const viewer = token === null ? null : await options.verifyToken(token);
    viewing = Promise.resolve(viewer);
    if (!viewer) throw new AppError("unavailable");
    return viewer;
  };

  return {
    viewer: () => (viewing ??= readViewer()),

    async signUp({ email, password, name }) {
      const { data, error } = await (
        await supabaseAuth()
      ).signUp({ email, password, options: { data: { name } } });
      if (error?.code === "user_already_exists" || error?.code === "email_exists") return "taken";
      if (error) throw appErrorOf(error);
      return data.session ? await enter() : "confirm_email";
    },

    async signIn(credentials) {
      const { error } = await (await supabaseAuth()).signInWithPassword(credentials);
      if (error) throw appErrorOf(error);
      return await enter();
    },

    async signOut() {
      const { error } = await (await supabaseAuth()).signOut({ scope: "local" });
      if (error) options.log("Supabase Auth did not end a session", { code: error.code });
      for (const name of sessionCookies()) {
        const gone = { ...cookieOptions, maxAge: 0 };
        outgoing.set(name, serializeCookieHeader(name, "", gone));
      }
      viewing = Promise.resolve(null);
    },

    async sendResetMail(email) {
      const { error } = await (await supabaseAuth()).resetPasswordForEmail(email);
      if (error && appErrorOf(error).code === "unavailable") throw appErrorOf(error);
    },

    async confirm(tokenHash, type) {
      const { error } = await (await supabaseAuth()).verifyOtp({ token_hash: tokenHash, type });
      if (error)
        throw isTrouble(error) ? appErrorOf(error) : new AppError("bad_link", { cause: error });
      return await enter();
    },

    async changePassword(password) {
      const { error } = await (await supabaseAuth()).updateUser({ password });
      if (error && error.code !== "same_password") throw appErrorOf(error);
    },

    setCookies: () => [...outgoing.values()],
  };
}

/** The access token as the cookies hold it; null when they hold something else. */
async function readStoredToken(
  cookieName: string,
  cookies: Map<string, string>,
): Promise<string | null> {
  const value = await combineChunks(cookieName, (name) => cookies.get(name) ?? null);
  if (!value?.startsWith(base64Prefix)) return null;
  try {
    const json = Buffer.from(value.slice(base64Prefix.length), "base64url").toString();
    return storedSession.parse(JSON.parse(json)).access_token;
  } catch {
    return null;
  }
}

/** The service is out of reach or broken, as against refusing this request. */
function isTrouble(error: AuthError): boolean {
  return error.status === undefined || error.status === 0 || error.status >= 500;
}

function appErrorOf(error: AuthError): AppError {
  if (isTrouble(error)) return new AppError("unavailable", { cause: error, retryable: true });
  if (error.status === 429)
    return new AppError("rate_limited", { cause: error, facts: { retryAfterSeconds: 60 } });
  if (error.code === "email_not_confirmed")
    return new AppError("email_not_confirmed", { cause: error });
  if (error.code === "signup_disabled") return new AppError("sign_ups_closed", { cause: error });
  if (error.code === "weak_password") return new AppError("invalid_input", { cause: error });
  return new AppError("wrong_credentials", { cause: error });
}

import { createServerClient } from "@supabase/ssr";
import { createClient, type AuthError, type SupabaseClient } from "@supabase/supabase-js";
import type { Device, Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import { openCookieJar, type CookieJarOptions } from "./cookie-jar";
import { impatient, withPatience } from "./patience";
import type { AuthConversation, AuthGateway, SessionOpening, SessionRecords } from "./port";
import type { VerifyToken } from "./verify-token";

export interface SupabaseAuthOptions extends CookieJarOptions {
  /** Of the Supabase project; the public origin on the embedded backend. */
  url: string;
  publishableKey: string;
  fetch: typeof globalThis.fetch;
  verifyToken: VerifyToken;
  records: SessionRecords;
  log(message: string, facts: Record<string, unknown>): void;
}

/** For one answer of Supabase Auth, so that a page can still say that it does not come. */
const patienceMs = 4000;

/** Supabase Auth over HttpOnly cookies. A request with a valid token costs no round trip. */
export function createSupabaseAuth(options: SupabaseAuthOptions): AuthGateway {
  return { open: (request, device) => openConversation(options, request, device) };
}

function openConversation(
  options: SupabaseAuthOptions,
  request: Request,
  device: Device,
): AuthConversation {
  const { verifyToken, records, log } = options;
  const jar = openCookieJar(request.headers.get("cookie") ?? "", options);
  let client: SupabaseClient | null = null;
  const supabaseAuth = () =>
    (client ??= createServerClient(options.url, options.publishableKey, {
      global: { fetch: impatient(options.fetch, patienceMs) },
      cookieOptions: { name: jar.name },
      cookies: jar,
    })).auth;

  const readViewer = async (): Promise<Viewer | null> => {
    const stored = await jar.token();
    if (stored === null) return null;
    const viewer = await verifyToken(stored);
    if (viewer) return viewer;
    // The library itself goes on trying for half a minute.
    const { data, error } = await withPatience(supabaseAuth().getSession(), patienceMs);
    if (error && isTrouble(error)) throw appErrorOf(error);
    const renewed = data.session ? await verifyToken(data.session.access_token) : null;
    if (renewed) await touch(renewed);
    return renewed;
  };
  /** A visit that could not be written down shortens a session's life by an hour at most. */
  const touch = async (viewer: Viewer): Promise<void> => {
    await records.touch(viewer).catch((error: unknown) => {
      log("The use of a session was not written down", { err: error });
    });
  };
  let viewing: Promise<Viewer | null> | null = null;
  const viewer = () => (viewing ??= readViewer());

  /**
   * Lets Supabase Auth make a session, puts it on record in place of the browser's earlier one, and gives its cookies to the
   * browser: all of that or nothing. What `ask` answers instead of a session is handed back.
   */
  const enter = async <Other extends string>(
    how: Pick<SessionOpening, "by" | "passwordMark">,
    ask: () => Promise<Other | null>,
  ): Promise<Viewer | Other> => {
    const replaces = await viewer().catch(nobodyIfUnavailable);
    return await jar.attempt(async () => {
      const other = await ask();
      if (other !== null) return other;
      const token = await jar.token();
      const entered = token === null ? null : await verifyToken(token);
      if (!entered) throw new AppError("unavailable");
      await records.open(entered, { ...how, device, replaces });
      viewing = Promise.resolve(entered);
      return entered;
    });
  };

  const signIn = async (credentials: { email: string; password: string }): Promise<Viewer> => {
    const passwordMark = await records.passwordMark(credentials.email);
    const entering = enter<never>({ by: "password", passwordMark }, async () => {
      const { error } = await supabaseAuth().signInWithPassword(credentials);
      if (error) throw appErrorOf(error);
      return null;
    });
    return await entering.catch((cause: unknown) => {
      const isChanged = cause instanceof AppError && cause.code === "signed_out";
      throw isChanged ? new AppError("wrong_credentials", { cause }) : cause;
    });
  };

  /** A session in nobody's cookies and on no record, for whoever knows the password. */
  const prove = async (email: string, password: string): Promise<SupabaseClient["auth"]> => {
    const { auth } = createClient(options.url, options.publishableKey, {
      global: { fetch: impatient(options.fetch, patienceMs) },
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    });
    const { error } = await auth.signInWithPassword({ email, password });
    if (error) throw appErrorOf(error);
    return auth;
  };

  return {
    viewer,

    signUp: ({ email, password, name }) =>
      enter({ by: "password", passwordMark: null }, async () => {
        const { data, error } = await supabaseAuth().signUp({
          email,
          password,
          options: { data: { name } },
        });
        if (error?.code === "user_already_exists" || error?.code === "email_exists") return "taken";
        if (error) throw appErrorOf(error);
        return data.session ? null : "confirm_email";
      }),

    signIn,

    async signOut() {
      const leaving = await viewer();
      if (leaving) await records.end(leaving);
      const { error } = await supabaseAuth().signOut({ scope: "local" });
      if (error) log("Supabase Auth did not end a session", { code: error.code });
      jar.empty();
      viewing = Promise.resolve(null);
    },

    async sendResetMail(email) {
      const { error } = await supabaseAuth().resetPasswordForEmail(email);
      if (error && appErrorOf(error).code === "unavailable") throw appErrorOf(error);
    },

    confirm: (tokenHash, type) =>
      enter<never>({ by: "link", passwordMark: null }, async () => {
        const { error } = await supabaseAuth().verifyOtp({ token_hash: tokenHash, type });
        if (!error) return null;
        throw isTrouble(error) ? appErrorOf(error) : new AppError("bad_link", { cause: error });
      }),

    async changePassword({ password, current }) {
      const person = await viewer();
      if (!person) throw new AppError("signed_out");
      // Supabase Auth asks for a session that is not old, and may be set to ask for the password too.
      const auth = current === null ? supabaseAuth() : await prove(person.email, current);
      const change = { password, ...(current !== null && { current_password: current }) };
      const { error } = await auth.updateUser(change);
      if (error && error.code !== "same_password") {
        if (current !== null) await auth.signOut({ scope: "local" });
        throw appErrorOf(error);
      }
      await records.endAll(person);
      try {
        const again = await signIn({ email: person.email, password });
        await supabaseAuth().signOut({ scope: "others" });
        return again;
      } catch (cause) {
        if (!(cause instanceof AppError)) throw cause;
        log("Nobody could be signed in after choosing a new password", { code: cause.code });
        jar.empty();
        viewing = Promise.resolve(null);
        return "sign_in_again";
      }
    },

    setCookies: jar.setCookies,
  };
}

function nobodyIfUnavailable(error: unknown): null {
  if (error instanceof AppError && error.code === "unavailable") return null;
  throw error;
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

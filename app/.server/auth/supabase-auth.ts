import { z } from "zod";
import type { Device, Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import { createAsk } from "./ask-supabase";
import { connectAlone, connectWithCookies, type ClientOptions } from "./connect-client";
import { openCookieJar, type CookieJarOptions } from "./cookie-jar";
import { hearRetryAfter } from "./hear-retry-after";
import { impatient } from "./patience";
import type { AuthConversation, AuthGateway, SessionOpening, SessionRecords } from "./port";
import { findSigningProblem } from "./signing-keys";
import { algorithmOf, createTokenVerifier, type TokenKeys, type VerifyToken } from "./verify-token";

export interface SupabaseAuthOptions extends ClientOptions, CookieJarOptions, TokenKeys {
  records: SessionRecords;
  log(message: string, facts: Record<string, unknown>): void;
}

const projectSettings = z.object({ mailer_autoconfirm: z.boolean() });

function unavailable(cause: unknown): never {
  throw new AppError("unavailable", { cause, retryable: true });
}

interface Asker {
  request: Request;
  device: Device;
  /** Null where it is not known. */
  address: string | null;
}

/** For one answer of Supabase Auth, so that a page can still say that it does not come. */
const patienceMs = 4000;

/** Supabase Auth over HttpOnly cookies. A request with a valid token costs no round trip. */
export function createSupabaseAuth(options: SupabaseAuthOptions): AuthGateway {
  const { url, publishableKey, jwtSecret, jwksUrl } = options;
  const fetch = impatient(options.fetch, patienceMs);
  const verifyToken = createTokenVerifier(options);
  // Until Supabase Auth has said otherwise: what is not asked for cannot be misused.
  let isByMail = true;
  const askSettings = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/auth/v1/settings`, { headers: { apikey: publishableKey } });
    if (!answer.ok) throw new Error(`Supabase Auth answers ${answer.status}`);
    const told = projectSettings.parse(await answer.json());
    return (isByMail = !told.mailer_autoconfirm);
  };
  return {
    confirmsAddresses: () => askSettings().catch(unavailable),
    signsUpByMail: () => isByMail,
    open: (request, device, address) =>
      openConversation({ ...options, fetch }, verifyToken, { request, device, address }),
    async check() {
      const [health, problem] = await Promise.all([
        fetch(`${url}/auth/v1/health`, { headers: { apikey: publishableKey } }),
        jwksUrl === null ? null : findSigningProblem(jwtSecret, jwksUrl, fetch),
        askSettings().catch(() => null),
      ]);
      if (!health.ok) throw new Error(`Supabase Auth answers ${health.status}`);
      if (problem) throw new Error(problem);
    },
  };
}

function openConversation(
  options: SupabaseAuthOptions,
  verifyToken: VerifyToken,
  { request, device, address }: Asker,
): AuthConversation {
  const { records, log } = options;
  const jar = openCookieJar(request.headers.get("cookie") ?? "", options);
  const { fetch, retryAfterSeconds } = hearRetryAfter(options.fetch);
  const connection = { ...options, fetch };
  const ask = createAsk({ jar, patienceMs, retryAfterSeconds, log });
  let connecting: ReturnType<typeof connectWithCookies> | null = null;
  const connect = () => (connecting ??= connectWithCookies(connection, jar, address));

  /** The caller of a token that has just come from Supabase Auth. */
  const trust = async (): Promise<Viewer> => {
    const token = await jar.token();
    const viewer = token === null ? null : await verifyToken(token);
    if (viewer) return viewer;
    log("The tokens of Supabase Auth cannot be checked here", { alg: algorithmOf(token ?? "") });
    throw new AppError("unavailable");
  };

  const readViewer = async (): Promise<Viewer | null> => {
    const stored = await jar.token();
    if (stored === null) return null;
    const viewer = await verifyToken(stored);
    if (viewer) return viewer;
    const auth = await connect();
    try {
      await ask("refresh", () => auth.getSession());
      // By the cookie's own word it was not due yet: the project has other keys now, or somebody made it up.
      if ((await jar.token()) === stored) await ask("refresh", () => auth.refreshSession());
    } catch (error) {
      if (error instanceof AppError && error.code === "signed_out") return null;
      throw error;
    }
    const renewed = await trust();
    await touch(renewed);
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
  const leaving = async (): Promise<Viewer | null> => {
    const stored = await jar.token();
    return stored === null ? null : await verifyToken(stored, { evenExpired: true });
  };

  /**
   * Lets Supabase Auth make a session, puts it on record in place of the browser's earlier one, and gives its cookies
   * to the browser: all of that or nothing. What `ask` answers instead of a session is handed back.
   */
  const enter = async <Other extends string>(
    how: Pick<SessionOpening, "by" | "passwordMark">,
    come: () => Promise<Other | null>,
  ): Promise<Viewer | Other> => {
    const replaces = await leaving().catch(nobodyIfUnavailable);
    return await jar.attempt(async () => {
      const other = await come();
      if (other !== null) return other;
      const entered = await trust();
      await records.open(entered, { ...how, device, replaces });
      viewing = Promise.resolve(entered);
      return entered;
    });
  };

  const signIn = async (credentials: { email: string; password: string }): Promise<Viewer> => {
    const passwordMark = await records.passwordMark(credentials.email);
    const auth = await connect();
    const entering = enter<never>({ by: "password", passwordMark }, async () => {
      await ask("sign_in", () => auth.signInWithPassword(credentials));
      return null;
    });
    return await entering.catch((cause: unknown) => {
      const isChanged = cause instanceof AppError && cause.code === "signed_out";
      throw isChanged ? new AppError("wrong_credentials", { cause }) : cause;
    });
  };

  return {
    viewer,
    leaving,

    async signUp({ email, password, name }) {
      const auth = await connect();
      return await enter({ by: "password", passwordMark: null }, async () => {
        const account = { email, password, options: { data: { name } } };
        const answer = await ask("sign_up", () => auth.signUp(account));
        if (typeof answer === "string") return "taken";
        if (answer.session) return null;
        // For an address that is taken it makes a user up, who has no way to sign in.
        return answer.user?.identities?.length === 0 ? "known" : "confirm_email";
      });
    },

    signIn,

    async signOut() {
      const person = await leaving();
      if (person) await records.end(person);
      await endSessions("local");
      jar.empty();
      viewing = Promise.resolve(null);
    },

    async sendResetMail(email) {
      const auth = await connect();
      await ask("reset_mail", () => auth.resetPasswordForEmail(email));
    },

    async confirm(tokenHash, type) {
      const auth = await connect();
      return await enter<never>({ by: type, passwordMark: null }, async () => {
        await ask("confirm", () => auth.verifyOtp({ token_hash: tokenHash, type }));
        return null;
      });
    },

    async changePassword({ password, current }) {
      const person = await viewer();
      if (!person) throw new AppError("signed_out");
      await setPassword(person.email, password, current);
      await records.endAll(person);
      try {
        const again = await signIn({ email: person.email, password });
        await endSessions("others");
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

  /** At Supabase Auth. What it does not do is logged: our own record has ended them already. */
  async function endSessions(scope: "local" | "others"): Promise<void> {
    const auth = await connect();
    await ask("sign_out", async () => ({ data: null, ...(await auth.signOut({ scope })) })).catch(
      () => null,
    );
  }

  /**
   * With the password so far in a session of its own: Supabase Auth asks for one that is not old, and may ask for both.
   */
  async function setPassword(email: string, password: string, current: string | null) {
    if (current === null) {
      const auth = await connect();
      return void (await ask("change_password", () => auth.updateUser({ password })));
    }
    const auth = connectAlone(connection, address);
    await ask("sign_in", () => auth.signInWithPassword({ email, password: current }));
    const change = { password, current_password: current };
    await ask("change_password", () => auth.updateUser(change)).catch(async (refused: unknown) => {
      await auth.signOut({ scope: "local" });
      throw refused;
    });
  }
}

function nobodyIfUnavailable(error: unknown): null {
  if (error instanceof AppError && error.code === "unavailable") return null;
  throw error;
}

import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import type { CallAuth } from "./call-auth";
import type { createSessionlessClient, createCookieClient } from "./auth-clients";
import type { CookieJar } from "./cookie-jar";
import type { CookieSession } from "./cookie-session";
import type { RequestAuth, SessionRecords } from "./port";
import { hasShownCode } from "./verify-token";

/** What a request needs to talk with Supabase Auth. */
export interface AuthConnection {
  call: CallAuth;
  /** Over the session in the request's cookies. */
  connect(): ReturnType<typeof createCookieClient>;
  /** Over a session of its own. */
  connectWithoutSession(): ReturnType<typeof createSessionlessClient>;
  session: CookieSession;
  records: SessionRecords;
  /** For what the library has no word for. */
  fetch: typeof globalThis.fetch;
  jar: Pick<CookieJar, "keepVerifier" | "clearVerifier">;
  log(message: string, facts: Record<string, unknown>): void;
}

/** As of the port. */
export async function signUp(
  { call, connect, session }: AuthConnection,
  { email, password, name }: Parameters<RequestAuth["signUp"]>[0],
): ReturnType<RequestAuth["signUp"]> {
  const auth = await connect();
  return await session.start({ by: "password", passwordMark: null }, async () => {
    const account = { email, password, options: { data: { name } } };
    const answer = await call("sign_up", () => auth.signUp(account));
    if (typeof answer === "string") return "taken";
    if (answer.session) return null;
    // For an address that is taken it makes a user up, who has no way to sign in.
    return answer.user?.identities?.length === 0 ? "known" : "confirm_email";
  });
}

/** As of the port. */
export async function signIn(
  { call, connect, session, records }: AuthConnection,
  credentials: { email: string; password: string },
): Promise<Viewer> {
  const passwordMark = await records.passwordMark(credentials.email);
  const auth = await connect();
  const signingIn = session.start<never>({ by: "password", passwordMark }, async () => {
    await call("sign_in", () => auth.signInWithPassword(credentials));
    return null;
  });
  return await signingIn.catch((cause: unknown) => {
    const isChanged = cause instanceof AppError && cause.code === "signed_out";
    throw isChanged ? new AppError("wrong_credentials", { cause }) : cause;
  });
}

/** As of the port. */
export async function signOut(connection: AuthConnection): Promise<void> {
  const { session, records } = connection;
  const person = await session.viewerFromCookies();
  if (person) await records.end(person);
  await endSessions(connection, "local");
  session.forget();
}

/** As of the port. */
export async function changePassword(
  connection: AuthConnection,
  { password, current }: Parameters<RequestAuth["changePassword"]>[0],
): Promise<Viewer | "sign_in_again" | "code_needed"> {
  const { session, records, log } = connection;
  const person = await session.viewer();
  if (!person) throw new AppError("signed_out");
  await setPassword(connection, person, password, current).catch(async (trouble: unknown) => {
    // Its answer may be all that was lost, and the old session with it.
    if (!isUnavailable(trouble) || !(await isPassword(connection, person.email, password)))
      throw trouble;
  });
  await records.endAll(person);
  try {
    const again = await signIn(connection, { email: person.email, password });
    await endSessions(connection, "others");
    return again;
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    if (cause.code === "code_needed") return "code_needed";
    log("Nobody could be signed in after choosing a new password", { code: cause.code });
    session.forget();
    return "sign_in_again";
  }
}

/** As of the port. */
export async function checkPassword(connection: AuthConnection, password: string): Promise<void> {
  const person = await connection.session.viewer();
  if (!person) throw new AppError("signed_out");
  const apart = await signInApart(connection, person.email, password);
  await apart.signOut({ scope: "local" });
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.code === "unavailable";

/** Whether it is the account's now. False also while nobody can tell. */
async function isPassword(
  connection: AuthConnection,
  email: string,
  password: string,
): Promise<boolean> {
  try {
    const apart = await signInApart(connection, email, password);
    await apart.signOut({ scope: "local" });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** In a session of its own. */
async function signInApart(
  { call, connectWithoutSession }: AuthConnection,
  email: string,
  password: string,
) {
  const auth = connectWithoutSession();
  await call("sign_in", () => auth.signInWithPassword({ email, password }));
  return auth;
}

/** At Supabase Auth. What it does not do is logged: our own record has ended them already. */
async function endSessions(
  { call, connect }: AuthConnection,
  scope: "local" | "others",
): Promise<void> {
  const auth = await connect();
  const signOut = async () => ({ data: null, ...(await auth.signOut({ scope })) });
  await call("sign_out", signOut).catch(() => null);
}

/**
 * With the password so far in a session of its own: Supabase Auth asks for one that is not old, and may ask for both.
 * Where there is a second factor it asks for a session in which it was shown: that is only the caller's.
 */
async function setPassword(
  connection: AuthConnection,
  { email, accessToken }: Viewer,
  password: string,
  current: string | null,
): Promise<void> {
  const { call, connect } = connection;
  const isOwnSession = current === null || hasShownCode(accessToken);
  if (isOwnSession && current !== null) await checkPassword(connection, current);
  const change = { password, ...(current !== null && { current_password: current }) };
  if (isOwnSession) {
    const auth = await connect();
    return void (await call("change_password", () => auth.updateUser(change)));
  }
  const auth = await signInApart(connection, email, current);
  await call("change_password", () => auth.updateUser(change)).catch(async (refused: unknown) => {
    await auth.signOut({ scope: "local" });
    throw refused;
  });
}

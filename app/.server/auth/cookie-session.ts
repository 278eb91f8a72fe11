import type { Device, Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import type { CallAuth } from "./call-auth";
import type { createCookieClient } from "./auth-clients";
import { moveSession, type CookieJar } from "./cookie-jar";
import type { SessionOpening, SessionRecords } from "./port";

import { algorithmOf, hasShownCode, type VerifyToken } from "./verify-token";

/** How a session comes about, as far as whoever starts it knows. */
interface Start extends Pick<SessionOpening, "by" | "passwordMark"> {
  /** Hears that the account's password was removed; see `SessionRecords.open`. */
  onLostPassword?(): void;
}

export interface CookieSessionOptions {
  jar: CookieJar;
  /** For a session that owes a code. */
  halfJar: CookieJar;
  call: CallAuth;
  connect(): ReturnType<typeof createCookieClient>;
  verifyToken: VerifyToken;
  device: Device;
  records: SessionRecords;
  log(message: string, facts: Record<string, unknown>): void;
}

/** The session in a request's cookies, as the browser, Supabase Auth and our own record have it. */
export interface CookieSession {
  /** As of the request: RequestAuth. */
  viewer(): Promise<Viewer | null>;
  viewerFromCookies(): Promise<Viewer | null>;
  /**
   * Lets Supabase Auth make a session, puts it on record in place of the browser's earlier one, and gives its cookies
   * to the browser: all of that or nothing. What `authenticate` resolves to instead of a session is handed back. Error:
   * code_needed, where the person has a second factor: the browser has half a session, for the page that asks for it.
   */
  start<Other extends string>(
    how: Start,
    authenticate: () => Promise<Other | null>,
  ): Promise<Viewer | Other>;
  /** Whose session in this browser owes a code; null: nobody's. Error: unavailable. */
  halfViewer(): Promise<Viewer | null>;
  /**
   * Lets Supabase Auth find the code of that session good, and makes a whole one of it. Errors: wrong_code, signed_out
   * (there is none, or it has ended), unavailable.
   */
  finish(code: string, verify: () => Promise<unknown>): Promise<Viewer>;
  /** The browser is to forget the session. */
  forget(): void;
}

/** Reads the session lazily: who is never asked for costs nothing. */
export function openCookieSession(options: CookieSessionOptions): CookieSession {
  const { jar, halfJar, verifyToken, device, records } = options;
  let viewing: Promise<Viewer | null> | null = null;
  const viewerFromCookies = async (): Promise<Viewer | null> => {
    const stored = await jar.token();
    return stored === null ? null : await verifyToken(stored, { evenExpired: true });
  };
  return {
    viewer: () => (viewing ??= readViewer(options)),
    viewerFromCookies,
    async start({ onLostPassword, ...how }, authenticate) {
      const replaces = await viewerFromCookies().catch(nullIfUnavailable);
      const started = await jar.transaction(async () => {
        const other = await authenticate();
        if (other !== null) return other;
        const viewer = await readNewViewer(options);
        const shownCode = hasShownCode(viewer.accessToken);
        const opened = await records.open(viewer, { ...how, shownCode, device, replaces });
        if (opened.lostPassword) onLostPassword?.();
        if (opened.awaitsCode) await moveSession(jar, halfJar);
        viewing = Promise.resolve(opened.awaitsCode ? null : viewer);
        return opened.awaitsCode ? null : viewer;
      });
      if (started === null) throw new AppError("code_needed");
      return started;
    },
    halfViewer: () => readHalf(options),
    async finish(code, verify) {
      await verify();
      const viewer = await readHalf(options);
      if (!viewer) throw new AppError("signed_out");
      if (!(await records.passCode(viewer, code))) throw new AppError("wrong_code");
      await moveSession(halfJar, jar);
      viewing = Promise.resolve(viewer);
      return viewer;
    },
    forget() {
      jar.clear();
      viewing = Promise.resolve(null);
    },
  };
}

async function readHalf({ halfJar, verifyToken }: CookieSessionOptions): Promise<Viewer | null> {
  const stored = await halfJar.token();
  return stored === null ? null : await verifyToken(stored);
}

/** The caller of a token that has just come from Supabase Auth. */
async function readNewViewer({ jar, verifyToken, log }: CookieSessionOptions): Promise<Viewer> {
  const token = await jar.token();
  const viewer = token === null ? null : await verifyToken(token);
  if (viewer) return viewer;
  log("The tokens of Supabase Auth cannot be checked here", { alg: algorithmOf(token ?? "") });
  throw new AppError("unavailable");
}

async function readViewer(options: CookieSessionOptions): Promise<Viewer | null> {
  const { jar, call, connect, verifyToken, records, log } = options;
  const stored = await jar.token();
  if (stored === null) return null;
  const viewer = await verifyToken(stored);
  if (viewer) return viewer;
  const auth = await connect();
  try {
    await call("refresh", () => auth.getSession());
    // By the cookie's own word it was not due yet: the project has other keys now, or somebody made it up.
    if ((await jar.token()) === stored) await call("refresh", () => auth.refreshSession());
  } catch (error) {
    if (error instanceof AppError && error.code === "signed_out") return null;
    throw error;
  }
  const renewed = await readNewViewer(options);
  // A visit that could not be written down shortens a session's life by an hour at most.
  await records.touch(renewed).catch((error: unknown) => {
    log("The use of a session was not written down", { err: error });
  });
  return renewed;
}

function nullIfUnavailable(error: unknown): null {
  if (error instanceof AppError && error.code === "unavailable") return null;
  throw error;
}

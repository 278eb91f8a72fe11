import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import {
  startEmulator,
  type Answer,
  type EmulatedRoute,
  type EmulatedService,
  type Emulator,
  type Received,
} from "./emulator.ts";
import { createFactors, hasSecondFactor } from "./supabase-auth-factors.ts";
import { createGoogleFlows } from "./supabase-auth-google.ts";
import {
  createAuthState,
  shownUser,
  type AuthBehaviour,
  type AuthMail,
  type AuthUser,
} from "./supabase-auth-state.ts";

const versionHeader = "x-supabase-api-version";
const version = "2024-01-01";

export interface SupabaseAuthEmulator extends Emulator {
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  mails: readonly AuthMail[];
  users: ReadonlyMap<string, AuthUser>;
  behave(changes: Partial<AuthBehaviour>): void;
  /** Lets an account be as it will. */
  change(email: string, changes: Partial<AuthUser>): void;
  /** Lets time pass for every session. */
  ageSessions(seconds: number): void;
  /** The same for everybody who is at Google. */
  ageFlows(seconds: number): void;
  /** Ends every session, as an administrator can. */
  endSessions(): void;
  /** From now on this many requests with this part of the path are refused with this code. */
  refuse(path: string, status: number, code: string, more?: Refusal): void;
}

export interface SupabaseAuthOptions {
  keys?: { publishableKey: string; secretKey: string; jwtSecret: string };
  /** Hears of every account that is made or changed. */
  keep?: (user: AuthUser) => Promise<unknown>;
  /** Hears of every account that is deleted. */
  forget?: (user: AuthUser) => Promise<unknown>;
  /** The project's other services, at the same address. */
  beside?: readonly EmulatedService[];
}

function makeKeys() {
  const random = () => randomUUID().replaceAll("-", "");
  return {
    publishableKey: `sb_publishable_${random()}`,
    secretKey: `sb_secret_${random()}`,
    jwtSecret: `${random()}${random()}`,
  };
}

interface Refusal {
  times?: number;
  /** What was asked is done all the same: only the answer is lost. */
  isDone?: boolean;
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** An error as Supabase Auth words it for callers that name the version of its interface, and for those that do not. */
function refusal(received: Received, status: number, code: string, more: object = {}): Answer {
  const words = "Words that change without notice";
  if (received.headers[versionHeader] === version)
    return {
      status,
      headers: { [versionHeader]: version },
      json: { code, message: words, ...more },
    };
  return { status, json: { code: status, error_code: code, msg: words, ...more } };
}

class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

function bodyOf({ body }: Received): Record<string, unknown> {
  return JSON.parse(body.toString() || "{}") as Record<string, unknown>;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * Supabase Auth, as far as Easel talks with it: accounts, links, sessions, limits and keys, behind the gateway's check
 * of the API key, in the words of its published protocol.
 */
export async function startSupabaseAuthEmulator({
  keys = makeKeys(),
  keep = async () => {},
  forget = async () => {},
  beside = [],
}: SupabaseAuthOptions = {}): Promise<SupabaseAuthEmulator> {
  const { publishableKey, secretKey, jwtSecret } = keys;
  let origin = "";
  const state = await createAuthState(jwtSecret, () => origin);
  const { behaviour, users } = state;
  const flows = createGoogleFlows(state, () => origin, keep);
  const uses = new Map<string, number>();
  const ordered: ({ path: string; status: number; code: string } & Required<Refusal>)[] = [];

  /** Counts a request against the address that it comes from. */
  const limit = ({ headers }: Received): void => {
    const believed = behaviour.ipForwarding && headers["apikey"] === secretKey;
    const address = (believed ? text(headers["sb-forwarded-for"]) : "") || "the server";
    const used = uses.get(address) ?? 0;
    if (used >= behaviour.perAddress) throw new Refused(429, "over_request_rate_limit");
    uses.set(address, used + 1);
  };
  const find = (email: unknown): AuthUser | undefined => users.get(text(email).toLowerCase());
  const mail = (user: AuthUser, type: AuthMail["type"]): void => {
    if (!state.mail(user, type)) throw new Refused(429, "over_email_send_rate_limit");
  };
  const caller = ({ headers }: Received) => {
    const { session_id: id } = decodeJwt<{ session_id: string }>(
      text(headers.authorization).replace("Bearer ", ""),
    );
    const session = state.sessions.get(id);
    if (!session) throw new Refused(403, "session_not_found");
    return session;
  };

  const administrator = ({ headers }: Received): void => {
    if (headers["apikey"] !== secretKey) throw new Refused(403, "not_admin");
  };

  const handlers: Record<string, (received: Received) => Promise<Answer> | Answer> = {
    "GET /auth/v1/health": () => ({ json: { name: "GoTrue", version: "v2.190.0" } }),
    "GET /auth/v1/settings": () => ({
      json: {
        disable_signup: false,
        mailer_autoconfirm: !behaviour.confirmation,
        external: { email: true, google: behaviour.google },
      },
    }),
    "GET /auth/v1/authorize"(received) {
      const answer = flows.authorize(received);
      if (!answer) throw new Refused(400, "validation_failed");
      return answer;
    },
    "GET /o/oauth2/v2/auth": flows.page,
    "GET /auth/v1/callback": flows.callback,
    "GET /auth/v1/.well-known/jwks.json": () => ({ json: state.jwks() }),
    async "POST /auth/v1/signup"(received) {
      limit(received);
      const { email, password, data } = bodyOf(received);
      const known = find(email);
      if (known?.confirmed && !behaviour.confirmation)
        throw new Refused(422, "user_already_exists");
      if (known?.confirmed) return { json: shownUser({ ...known, id: randomUUID() }, []) };
      const user: AuthUser = known ?? {
        id: randomUUID(),
        email: text(email).toLowerCase(),
        password: text(password),
        name: text(Object(data).name),
        confirmed: !behaviour.confirmation,
        banned: false,
        sentAt: {},
      };
      if (behaviour.confirmation) mail(user, "signup");
      users.set(user.email, user);
      await keep(user);
      return { json: user.confirmed ? await state.open(user) : shownUser(user) };
    },
    async "POST /auth/v1/token"(received) {
      const body = bodyOf(received);
      if (received.query.get("grant_type") === "refresh_token") {
        const session = state.redeem(text(body["refresh_token"]));
        if (!session) throw new Refused(400, "refresh_token_not_found");
        if (session.user.banned) throw new Refused(400, "user_banned");
        return { json: await state.open(session.user, session) };
      }
      limit(received);
      if (received.query.get("grant_type") === "pkce") {
        const answer = await flows.exchange(body);
        if (Array.isArray(answer)) throw new Refused(...answer);
        return answer;
      }
      const user = find(body["email"]);
      if (user?.banned) throw new Refused(400, "user_banned");
      if (!user || user.password === "" || user.password !== body["password"])
        throw new Refused(400, "invalid_credentials");
      if (!user.confirmed) throw new Refused(400, "email_not_confirmed");
      return { json: await state.open(user) };
    },
    async "POST /auth/v1/recover"(received) {
      limit(received);
      const user = find(bodyOf(received)["email"]);
      if (user) mail(user, "recovery");
      if (user) await keep(user);
      return { json: {} };
    },
    async "POST /auth/v1/verify"(received) {
      limit(received);
      const { token_hash: tokenHash, type } = bodyOf(received);
      const link = state.links.get(text(tokenHash));
      if (!link || link.type !== type) throw new Refused(403, "otp_expired");
      state.links.delete(text(tokenHash));
      link.user.confirmed = true;
      await keep(link.user);
      return { json: await state.open(link.user) };
    },
    async "PUT /auth/v1/user"(received) {
      const { user, createdAt, level } = caller(received);
      if (hasSecondFactor(user) && level === "aal1") throw new Refused(401, "insufficient_aal");
      if (Date.now() - createdAt > 24 * 3_600_000)
        throw new Refused(400, "reauthentication_needed");
      const password = text(bodyOf(received)["password"]);
      if (password === user.password) throw new Refused(422, "same_password");
      user.password = password;
      await keep(user);
      return { json: shownUser(user) };
    },
    "GET /auth/v1/user": (received) => ({ json: shownUser(caller(received).user) }),
    ...createFactors(state, {
      ...{ caller, bodyOf, keep },
      refused: (status, code) => new Refused(status, code),
    }),
    async "POST /auth/v1/admin/users"(received) {
      administrator(received);
      const { email, password, user_metadata: data } = bodyOf(received);
      if (find(email)) throw new Refused(422, "email_exists");
      const user: AuthUser = {
        id: randomUUID(),
        email: text(email).toLowerCase(),
        password: text(password),
        name: text(Object(data).name),
        confirmed: bodyOf(received)["email_confirm"] === true,
        banned: false,
        sentAt: {},
      };
      users.set(user.email, user);
      await keep(user);
      return { json: shownUser(user) };
    },
    async "DELETE /auth/v1/admin/users/:id"(received) {
      administrator(received);
      const user = [...users.values()].find(({ id }) => received.path.endsWith(`/${id}`));
      if (!user) throw new Refused(404, "user_not_found");
      users.delete(user.email);
      await forget(user);
      return { json: {} };
    },
    "POST /auth/v1/logout"(received) {
      state.end(caller(received).id);
      return { status: 204 };
    },
  };

  const answer = async (received: Received, handle: (typeof handlers)[string]): Promise<Answer> => {
    const { path } = received;
    const isOpen = /\/\.well-known\/|\/(authorize|callback|auth)$/.test(path);
    const apikey = text(received.headers["apikey"]);
    if (!isOpen && apikey !== publishableKey && apikey !== secretKey)
      return { status: 401, json: { message: "Invalid API key", hint: "Double check your key." } };
    const fault = ordered.find(
      (each) => each.times > 0 && `${path}?${received.query}`.includes(each.path),
    );
    if (fault) {
      fault.times -= 1;
      if (fault.isDone) await handle(received);
      const said = refusal(received, fault.status, fault.code, fault.body);
      return { ...said, headers: { ...said.headers, ...fault.headers } };
    }
    try {
      return await handle(received);
    } catch (error) {
      if (error instanceof Refused) return refusal(received, error.status, error.code);
      throw error;
    }
  };
  const routes = Object.entries(handlers).map(([name, handle]): EmulatedRoute => {
    const [method = "", pattern = ""] = name.split(" ");
    return { method, pattern, answer: (received) => answer(received, handle) };
  });
  const emulator = await startEmulator([{ name: "Supabase Auth", routes }, ...beside]);
  origin = emulator.origin;
  return {
    ...emulator,
    publishableKey,
    secretKey,
    jwtSecret,
    mails: state.mails,
    users,
    behave: (changes) => void Object.assign(behaviour, changes),
    change: (email, changes) => void Object.assign(users.get(email) ?? {}, changes),
    ageSessions(seconds) {
      for (const session of state.sessions.values()) session.createdAt -= seconds * 1000;
    },
    ageFlows: flows.age,
    endSessions: () => state.sessions.clear(),
    refuse(path, status, code, { times = Infinity, isDone = false, headers = {}, body = {} } = {}) {
      ordered.push({ path, status, code, times, isDone, headers, body });
    },
    reset() {
      emulator.reset();
      ordered.length = 0;
      uses.clear();
    },
  };
}

import { randomBytes, randomUUID } from "node:crypto";
import type { GooglePerson } from "./google.ts";
import { exportJWK, generateKeyPair, SignJWT, type JWK } from "jose";

/** What a project's administrator has chosen, and how its limits stand. */
export interface AuthBehaviour {
  /** Accounts open through a mailed link. */
  confirmation: boolean;
  /** What tokens are signed with from now on. */
  signs: "ES256" | "RS256" | "EdDSA" | "HS256";
  /** Which published keys there are, whatever signs: a new one is published before it is used. */
  published: readonly ("ES256" | "RS256" | "EdDSA")[];
  /** Whether `Sb-Forwarded-For` is believed, of callers with the secret key. */
  ipForwarding: boolean;
  /** Sign-ins, sign-ups and links that one network address has left. */
  perAddress: number;
  /** Mails that the whole project may still send. */
  mailsLeft: number;
  /** For how long one account gets no second mail of a kind. */
  secondsBetweenMails: number;
  /** Whether Google is set up, and who can sign in there. */
  google: boolean;
  googlePeople: readonly GooglePerson[];
  /** The project's Site URL. */
  siteUrl: string;
  /** Whether authenticator apps may be added. */
  secondFactors: boolean;
}

/** A person's authenticator app. */
export interface AuthFactor {
  id: string;
  /** Base32. */
  secret: string;
  status: "unverified" | "verified";
  createdAt: string;
}

export interface AuthUser {
  id: string;
  email: string;
  /** Empty: none. */
  password: string;
  name: string;
  confirmed: boolean;
  banned: boolean;
  /** When the last mail of a kind went out, in milliseconds since 1970. */
  sentAt: Partial<Record<"signup" | "recovery", number>>;
  /** The account at Google that opens it. */
  google?: GooglePerson;
  factors?: AuthFactor[];
}

export interface AuthMail {
  to: string;
  type: "signup" | "recovery";
  tokenHash: string;
}

export interface AuthSession {
  id: string;
  user: AuthUser;
  createdAt: number;
  /** aal2 once a second factor was shown in it. */
  level: "aal1" | "aal2";
}

const accessTokenSeconds = 3600;
const keyKinds = ["ES256", "RS256", "EdDSA"] as const;

async function makeKeys() {
  const pairs = keyKinds.map(async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const published: JWK = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg, use: "sig" };
    return [alg, { privateKey, published }] as const;
  });
  return new Map(await Promise.all(pairs));
}

/** The accounts, sessions and keys of an emulated project. */
export async function createAuthState(jwtSecret: string, origin: () => string) {
  const keys = await makeKeys();
  const behaviour: AuthBehaviour = {
    confirmation: false,
    signs: "ES256",
    published: ["ES256"],
    ipForwarding: true,
    perAddress: 1000,
    mailsLeft: 1000,
    secondsBetweenMails: 60,
    google: false,
    googlePeople: [],
    siteUrl: "http://localhost:5000",
    secondFactors: true,
  };
  const users = new Map<string, AuthUser>();
  const sessions = new Map<string, AuthSession>();
  const refreshTokens = new Map<string, AuthSession>();
  const links = new Map<string, { user: AuthUser; type: AuthMail["type"] }>();
  const mails: AuthMail[] = [];

  const sign = async ({ id, user, level }: AuthSession): Promise<string> => {
    const alg = behaviour.signs;
    const key = alg === "HS256" ? new TextEncoder().encode(jwtSecret) : keys.get(alg)!.privateKey;
    const kid = alg === "HS256" ? undefined : keys.get(alg)!.published.kid;
    return await new SignJWT({
      email: user.email,
      role: "authenticated",
      session_id: id,
      aal: level,
    })
      .setProtectedHeader({ alg, typ: "JWT", ...(kid && { kid }) })
      .setIssuer(`${origin()}/auth/v1`)
      .setSubject(user.id)
      .setAudience("authenticated")
      .setIssuedAt()
      .setExpirationTime(`${accessTokenSeconds}s`)
      .sign(key);
  };

  return {
    behaviour,
    users,
    sessions,
    links,
    mails,
    jwks: () => ({ keys: behaviour.published.map((alg) => keys.get(alg)!.published) }),
    /** What a sign-in answers. */
    async open(user: AuthUser, of?: AuthSession): Promise<Record<string, unknown>> {
      const session = of ?? { id: randomUUID(), user, createdAt: Date.now(), level: "aal1" };
      const refreshToken = randomBytes(9).toString("base64url");
      sessions.set(session.id, session);
      refreshTokens.set(refreshToken, session);
      return {
        access_token: await sign(session),
        token_type: "bearer",
        expires_in: accessTokenSeconds,
        expires_at: Math.floor(Date.now() / 1000) + accessTokenSeconds,
        refresh_token: refreshToken,
        user: shownUser(user),
      };
    },
    /** The session of a refresh token, which is used up. */
    redeem(refreshToken: string): AuthSession | null {
      const session = refreshTokens.get(refreshToken) ?? null;
      refreshTokens.delete(refreshToken);
      return session && sessions.has(session.id) ? session : null;
    },
    end(sessionId: string): void {
      sessions.delete(sessionId);
    },
    /** Sends a mail, unless this account or the whole project has had enough. */
    mail(user: AuthUser, type: AuthMail["type"]): boolean {
      const last = user.sentAt[type] ?? 0;
      if (Date.now() - last < behaviour.secondsBetweenMails * 1000) return false;
      if (behaviour.mailsLeft <= 0) return false;
      behaviour.mailsLeft -= 1;
      user.sentAt[type] = Date.now();
      const tokenHash = randomBytes(28).toString("hex");
      links.set(tokenHash, { user, type });
      mails.push({ to: user.email, type, tokenHash });
      return true;
    },
  };
}

export type AuthState = Awaited<ReturnType<typeof createAuthState>>;

export function shownUser(user: AuthUser, identities: readonly object[] = [{ provider: "email" }]) {
  const now = new Date().toISOString();
  return {
    id: user.id,
    aud: "authenticated",
    role: "authenticated",
    email: user.email,
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: { name: user.name },
    identities,
    ...(user.factors?.length && { factors: user.factors.map(shownFactor) }),
    created_at: now,
    updated_at: now,
  };
}

function shownFactor({ id, status, createdAt }: AuthFactor) {
  return {
    ...{ id, status, friendly_name: "", factor_type: "totp" },
    ...{ created_at: createdAt, updated_at: createdAt },
  };
}

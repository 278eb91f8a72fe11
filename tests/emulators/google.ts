import { createHash, randomBytes, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Answer, EmulatedRoute, EmulatedService, Received } from "./emulator.ts";

/** Somebody with an account at Google. */
export interface GooglePerson {
  /** Never changes, whatever the address does. */
  sub: string;
  name: string;
  /** Left out: Google shares none. */
  email?: string;
  verified: boolean;
}

export const googleClient = {
  clientId: "1234-easel.apps.googleusercontent.com",
  secret: "GOCSPX-a-secret-of-a-test",
};

export const newGooglePerson = (changes: Partial<GooglePerson> = {}): GooglePerson => ({
  sub: String(Math.floor(Math.random() * 1e15)),
  name: "Ada at Google",
  email: `${randomUUID()}@example.com`,
  verified: true,
  ...changes,
});

export interface GoogleEmulator extends EmulatedService {
  /**
   * What somebody does at Google, where this address led the browser: signs in, or says no. Returns where Google sends
   * the browser. Throws where Google would show an error page of its own.
   */
  visit(address: string, person: GooglePerson | null): URL;
  /** From now on no token comes with an id token, as for clients of old: who it is has to be asked. */
  withholdIdTokens(yes: boolean): void;
}

const issuer = "https://accounts.google.com";
const at = {
  page: "/accounts.google.com/o/oauth2/v2/auth",
  token: "/oauth2.googleapis.com/token",
  certs: "/www.googleapis.com/oauth2/v3/certs",
};

/**
 * Google's sign-in as OpenID Connect has it: discovery, authorization, token, keys and user info, as its documentation
 * describes them, behind the hosts of the real one.
 */
export async function createGoogleEmulator(returnTo: () => string): Promise<GoogleEmulator> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  const codes = new Map<string, { person: GooglePerson; redirect: string }>();
  const tokens = new Map<string, GooglePerson>();
  let withholds = false;

  const idTokenOf = (person: GooglePerson, accessToken: string) => {
    const half = createHash("sha256").update(accessToken).digest().subarray(0, 16);
    const { name, email, verified } = person;
    const about = email === undefined ? {} : { email, email_verified: verified };
    const claims = { azp: googleClient.clientId, at_hash: half.toString("base64url") };
    return new SignJWT({ ...claims, ...about, name, picture: "https://lh3.example.com/a" })
      .setProtectedHeader({ alg: "RS256", kid, typ: "JWT" })
      .setIssuer(issuer)
      .setSubject(person.sub)
      .setAudience(googleClient.clientId)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  };
  const refuse = (status: number, error: string): Answer => ({
    status,
    json: { error, error_description: "Bad Request" },
  });

  const exchange = async ({ body }: Received): Promise<Answer> => {
    const form = new URLSearchParams(body.toString());
    const isOurs =
      form.get("client_id") === googleClient.clientId &&
      form.get("client_secret") === googleClient.secret;
    if (!isOurs) return refuse(401, "invalid_client");
    const found = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    if (form.get("grant_type") !== "authorization_code")
      return refuse(400, "unsupported_grant_type");
    if (!found || found.redirect !== form.get("redirect_uri")) return refuse(400, "invalid_grant");
    const accessToken = randomBytes(24).toString("base64url");
    tokens.set(accessToken, found.person);
    const scope = "openid https://www.googleapis.com/auth/userinfo.email";
    const answer = { access_token: accessToken, expires_in: 3599, scope, token_type: "Bearer" };
    if (withholds) return { json: answer };
    return { json: { ...answer, id_token: await idTokenOf(found.person, accessToken) } };
  };
  const askedPerson = ({ headers }: Received) =>
    tokens.get((headers.authorization ?? "").replace("Bearer ", ""));

  const routes: EmulatedRoute[] = [
    {
      method: "GET",
      pattern: "/accounts.google.com/.well-known/openid-configuration",
      answer: () => ({
        json: {
          issuer,
          authorization_endpoint: `${issuer}/o/oauth2/v2/auth`,
          token_endpoint: "https://oauth2.googleapis.com/token",
          userinfo_endpoint: "https://openidconnect.googleapis.com/v1/userinfo",
          jwks_uri: "https://www.googleapis.com/oauth2/v3/certs",
          response_types_supported: ["code"],
          id_token_signing_alg_values_supported: ["RS256"],
          scopes_supported: ["openid", "email", "profile"],
        },
      }),
    },
    { method: "POST", pattern: at.token, answer: exchange },
    { method: "GET", pattern: at.certs, answer: () => ({ json: { keys: [jwk] } }) },
    {
      method: "GET",
      pattern: "/www.googleapis.com/userinfo/v2/me",
      answer(received) {
        const person = askedPerson(received);
        if (!person) return refuse(401, "invalid_token");
        const { sub: id, name, email, verified } = person;
        return { json: { id, name, email, verified_email: verified } };
      },
    },
    {
      method: "GET",
      pattern: "/openidconnect.googleapis.com/v1/userinfo",
      answer(received) {
        const person = askedPerson(received);
        if (!person) return refuse(401, "invalid_token");
        const { sub, name, email, verified } = person;
        return { json: { sub, name, email, email_verified: verified } };
      },
    },
  ];

  return {
    name: "Google",
    routes,
    visit(address, person) {
      const url = new URL(address);
      const asked = url.searchParams;
      const scopes = (asked.get("scope") ?? "").split(" ");
      const isGood =
        url.origin + url.pathname === `${issuer}/o/oauth2/v2/auth` &&
        asked.get("client_id") === googleClient.clientId &&
        asked.get("response_type") === "code" &&
        asked.get("redirect_uri") === returnTo() &&
        ["email", "profile"].every((scope) => scopes.includes(scope));
      if (!isGood) throw new Error(`Google would refuse ${address}`);
      const back = new URL(returnTo());
      back.searchParams.set("state", asked.get("state") ?? "");
      if (!person) {
        back.searchParams.set("error", "access_denied");
        return back;
      }
      const code = `4/${randomBytes(24).toString("base64url")}`;
      codes.set(code, { person, redirect: returnTo() });
      back.searchParams.set("code", code);
      back.searchParams.set("scope", "email profile openid");
      return back;
    },
    withholdIdTokens: (yes) => void (withholds = yes),
  };
}

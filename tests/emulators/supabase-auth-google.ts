import { createHash, randomUUID } from "node:crypto";
import type { Answer, Received } from "./emulator.ts";
import type { GooglePerson } from "./google.ts";
import type { AuthState, AuthUser } from "./supabase-auth-state.ts";

interface Flow {
  challenge: string;
  redirectTo: string;
  authCode: string;
  user: AuthUser | null;
  createdAt: number;
}

/** The error of an OAuth answer, as Auth puts it into an address. */
interface Said {
  error: string;
  code?: string;
}

class Turned extends Error {
  readonly said: Said;
  constructor(said: Said) {
    super(said.code ?? said.error);
    this.said = said;
  }
}

const flowSeconds = 300;
const sha256 = (text: string) => createHash("sha256").update(text).digest("base64url");

/** How Supabase Auth signs people in with Google, from `authorize` to the exchange of its code (PKCE). */
export function createGoogleFlows(
  { behaviour, users, open, mail }: AuthState,
  origin: () => string,
  keep: (user: AuthUser) => Promise<unknown>,
) {
  const flows = new Map<string, Flow>();
  const isOld = ({ createdAt }: Flow) => Date.now() - createdAt > flowSeconds * 1000;

  const lead = (to: string, { error, code }: Said, status = 302): Answer => {
    const url = new URL(to);
    url.searchParams.set("error", error);
    if (code) url.searchParams.set("error_code", code);
    url.searchParams.set("error_description", "Words that change without notice");
    url.hash = `${url.searchParams}&sb=`;
    return { status, headers: { location: url.href } };
  };

  /** Whose account it is: the identity's, else the address's where it is proven, else a new one. */
  const accountOf = (person: GooglePerson): AuthUser => {
    const email = person.email?.toLowerCase();
    if (email === undefined)
      throw new Turned({ error: "server_error", code: "unexpected_failure" });
    const linked = [...users.values()].find(({ google }) => google?.sub === person.sub);
    const isTrusted = person.verified || !behaviour.confirmation;
    const user = linked ?? (isTrusted ? users.get(email) : undefined);
    if (user) return Object.assign(user, { google: person });
    return {
      ...{ id: randomUUID(), email: users.has(email) ? "" : email, password: "" },
      ...{ name: person.name, confirmed: false, banned: false, sentAt: {}, google: person },
    };
  };

  const enter = async (person: GooglePerson): Promise<AuthUser> => {
    const user = accountOf(person);
    if (user.banned) throw new Turned({ error: "access_denied", code: "user_banned" });
    const isTrusted = person.verified || !behaviour.confirmation;
    if (!user.confirmed) user.password = "";
    if (isTrusted) user.confirmed = true;
    await keep(user).catch(() => {
      throw new Turned({ error: "server_error", code: "unexpected_failure" });
    });
    if (user.email) users.set(user.email, user);
    if (user.confirmed) return user;
    if (user.email) mail(user, "signup");
    throw new Turned({ error: "access_denied", code: "provider_email_needs_verification" });
  };

  return {
    /** Null where Google is not set up. */
    authorize({ query }: Received): Answer | null {
      if (!behaviour.google || query.get("provider") !== "google") return null;
      const id = randomUUID();
      const redirectTo = query.get("redirect_to") ?? "";
      const isOurs = URL.parse(redirectTo)?.hostname === new URL(behaviour.siteUrl).hostname;
      flows.set(id, {
        challenge: query.get("code_challenge") ?? "",
        redirectTo: isOurs ? redirectTo : behaviour.siteUrl,
        authCode: randomUUID(),
        user: null,
        createdAt: Date.now(),
      });
      const page = new URLSearchParams({ state: id, response_type: "code" });
      return { status: 302, headers: { location: `${origin()}/o/oauth2/v2/auth?${page}` } };
    },
    /** Google's page: its links are what people choose there. */
    page({ query }: Received): Answer {
      const state = query.get("state") ?? "";
      const link = (words: string, answer: Record<string, string>) =>
        `<p><a href="/auth/v1/callback?${new URLSearchParams({ ...answer, state })}">${words}</a></p>`;
      const people = behaviour.googlePeople.map(({ name, sub }) => link(name, { code: sub }));
      const body = `<!doctype html><title>Google</title><h1>Choose an account</h1>${people.join("")}${link("Cancel", { error: "access_denied" })}`;
      return { headers: { "content-type": "text/html" }, body };
    },
    async callback({ query }: Received): Promise<Answer> {
      const flow = flows.get(query.get("state") ?? "");
      const stale = { error: "invalid_request", code: "bad_oauth_state" };
      if (!flow || isOld(flow) || flow.user) return lead(behaviour.siteUrl, stale, 303);
      const error = query.get("error");
      if (error) return lead(flow.redirectTo, { error });
      const person = behaviour.googlePeople.find(({ sub }) => sub === query.get("code"));
      try {
        if (!person) throw new Turned({ error: "server_error", code: "unexpected_failure" });
        flow.user = await enter(person);
      } catch (cause) {
        if (cause instanceof Turned) return lead(flow.redirectTo, cause.said);
        throw cause;
      }
      const to = new URL(flow.redirectTo);
      to.searchParams.set("code", flow.authCode);
      return { status: 302, headers: { location: to.href } };
    },
    /** The session, or the code of the refusal with its status. */
    async exchange(body: Record<string, unknown>): Promise<Answer | [number, string]> {
      const found = [...flows].find(
        ([, { authCode, user }]) => user && authCode === body["auth_code"],
      );
      if (!found) return [404, "flow_state_not_found"];
      const [id, flow] = found;
      if (isOld(flow)) return [422, "flow_state_expired"];
      if (sha256(String(body["code_verifier"])) !== flow.challenge)
        return [400, "bad_code_verifier"];
      flows.delete(id);
      return flow.user ? { json: await open(flow.user) } : [404, "flow_state_not_found"];
    },
    /** Lets this much time pass for everybody who is at Google. */
    age(seconds: number): void {
      for (const flow of flows.values()) flow.createdAt -= seconds * 1000;
    },
  };
}

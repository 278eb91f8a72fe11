import { randomUUID } from "node:crypto";
import type { RequestAuth } from "~/.server/auth/port";
import { createSupabaseAuth, type SupabaseAuthOptions } from "~/.server/auth/supabase-auth";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createDatabase } from "~/.server/db/clients";
import type { Viewer } from "~/domain/viewer";
import type { TestBackend } from "../backend.ts";
import { sessionSettings } from "../sql/world.ts";

interface StoredSession {
  access_token: string;
  refresh_token: string;
}

export const newPerson = () => ({
  email: `${randomUUID()}@example.com`,
  password: `pass ${randomUUID()}`,
  name: "Ada",
});

/** A browser with a cookie jar, at a server that speaks with this backend. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #backend: TestBackend;
  readonly #changes: Partial<SupabaseAuthOptions>;

  constructor(backend: TestBackend, changes: Partial<SupabaseAuthOptions> = {}) {
    this.#backend = backend;
    this.#changes = changes;
  }

  /** Does something in a request of its own, and takes the cookies of the answer. */
  async ask<T>(work: (talk: RequestAuth) => Promise<T>): Promise<T> {
    const { backend } = this.#backend;
    const { url, publishableKey, fetch, jwtSecret } = backend;
    const gateway = createSupabaseAuth({
      ...{ url, publishableKey, fetch, https: false, maxAgeSeconds: 86_400, log: () => {} },
      ...{ forwardingKey: null, jwtSecret, jwksUrl: null },
      records: createSupabaseSessions(createDatabase(backend), sessionSettings),
      ...this.#changes,
    });
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join("; ");
    const device = { agent: "A browser", address: "192.0.2.0/24" };
    const talk = gateway.open(new Request(url, { headers: { cookie } }), device, null);
    try {
      return await work(talk);
    } finally {
      for (const line of talk.setCookies()) this.#take(line);
    }
  }

  #take(line: string): void {
    const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
    if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  /** Another one with the same cookies, as a thief has. */
  copy(): Browser {
    const copy = new Browser(this.#backend, this.#changes);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  async signUp(person = newPerson()): Promise<Viewer> {
    const viewer = await this.ask((talk) => talk.signUp(person));
    if (typeof viewer === "string") throw new Error(viewer);
    return viewer;
  }

  /** Whether Supabase Auth still renews what these cookies hold. */
  async canRenew(): Promise<boolean> {
    const { url, publishableKey, fetch } = this.#backend.backend;
    const value = [...this.cookies.values()].join("").replace("base64-", "");
    const session = JSON.parse(Buffer.from(value, "base64url").toString()) as StoredSession;
    const answer = await fetch(`${url}/auth/v1/token?grant_type=refresh_token`, {
      method: "POST",
      headers: { apikey: publishableKey, "content-type": "application/json" },
      body: JSON.stringify({ refresh_token: session.refresh_token }),
    });
    return answer.ok;
  }
}

/** Whether the database lets this session in. */
export async function isLive({ sql }: TestBackend, { sessionId }: Viewer): Promise<boolean> {
  const [row] = await sql<{ live: boolean }[]>`
    select revoked_at is null and live_until > now() as live from user_sessions where id = ${sessionId}`;
  return row?.live ?? false;
}

/** The token of the latest link that was mailed to this address. */
export async function mailedToken({ backend }: TestBackend, email: string): Promise<string> {
  const mail = (await backend.mailbox.list()).find(({ to }) => to === email);
  return new URL(mail?.link ?? "about:blank").searchParams.get("token_hash") ?? "";
}

import { randomUUID } from "node:crypto";
import { PlainBrowser } from "../integration/faults/plain-browser.ts";
import type { Target } from "./target.ts";

/** Who asks the Data API: nobody, a person by her token, or the server by its key. */
export type Asker = "visitor" | "server" | Member;

export interface Member {
  id: string;
  email: string;
  password: string;
  browser: PlainBrowser;
  /** The access token in the browser's cookies. */
  token(): string;
}

export interface DataAnswer {
  status: number;
  body: unknown;
  /** Of PostgREST or PostgreSQL; empty where there is none. */
  code: string;
}

/** Accounts of a project, made and deleted by Auth's interface for administrators; and its Data API. */
export function openProject({ url, publishableKey, secretKey }: Target, origin: string) {
  const made: string[] = [];
  const asServer = { apikey: secretKey, authorization: `Bearer ${secretKey}` };
  const send = async (path: string, init: RequestInit): Promise<DataAnswer> => {
    const answer = await fetch(new URL(path, url), init);
    const text = await answer.text();
    const body: unknown = text === "" ? null : JSON.parse(text);
    const code: unknown = Reflect.get(Object(body), "code");
    return { status: answer.status, body, code: typeof code === "string" ? code : "" };
  };
  const json = { "content-type": "application/json" };
  /** On another device. */
  const signIn = async ({ id, email, password }: Pick<Member, "id" | "email" | "password">) => {
    const browser = new PlainBrowser(origin);
    await browser.submit("/login", { email, password, next: "/" });
    return { id, email, password, browser, token: () => tokenOf(browser) };
  };
  return {
    /** Somebody with a confirmed address, who has signed in to Easel. */
    async member(): Promise<Member> {
      const email = `easel-test-${randomUUID()}@example.com`;
      const password = `lantern ${randomUUID()}`;
      const { status, body } = await send("/auth/v1/admin/users", {
        method: "POST",
        headers: { ...asServer, ...json },
        body: JSON.stringify({
          ...{ email, password, email_confirm: true, user_metadata: { name: "Ada" } },
        }),
      });
      const id: unknown = Reflect.get(Object(body), "id");
      if (typeof id !== "string") throw new Error(`Auth makes no account: it says ${status}`);
      made.push(id);
      return await signIn({ id, email, password });
    },
    signIn,
    /** A request to the Data API: `images?select=id`, `rpc/ready`. */
    async ask(who: Asker, method: string, path: string, body?: object): Promise<DataAnswer> {
      const token = who === "visitor" ? publishableKey : who === "server" ? secretKey : who.token();
      const apikey = who === "server" ? secretKey : publishableKey;
      return await send(`/rest/v1/${path}`, {
        method,
        headers: { apikey, authorization: `Bearer ${token}`, ...(body && json) },
        ...(body && { body: JSON.stringify(body) }),
      });
    },
    /** Deletes every account that was made here. */
    async leave(): Promise<void> {
      for (const id of made.splice(0))
        await send(`/auth/v1/admin/users/${id}`, { method: "DELETE", headers: asServer });
    },
  };
}

function tokenOf({ cookies }: PlainBrowser): string {
  const parts = [...cookies].filter(([name]) => /easel-session(\.\d+)?$/.test(name));
  const value = parts
    .map(([, part]) => part)
    .join("")
    .replace(/^base64-/, "");
  const session: unknown = JSON.parse(Buffer.from(value, "base64url").toString());
  return String(Reflect.get(Object(session), "access_token"));
}

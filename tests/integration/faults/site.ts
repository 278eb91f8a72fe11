import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, onTestFinished } from "vitest";
import { findRunning } from "../../../app/.server/embedded/postgres.ts";
import { readSecrets } from "../../../app/.server/embedded/secrets.ts";
import { removeDataDir, startServer, type ServerOptions } from "../../e2e/server.ts";
import { signedInAs } from "../../signed-in-as.ts";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Visitor {
  userId: string;
  /** The value of a Cookie header. */
  cookie: string;
  get(path: string): Promise<Answer>;
  /** Sends a form as a browser without JavaScript does. */
  post(path: string, fields: Record<string, string>): Promise<Answer>;
  /** Opens the stream of live events. Returns what has come so far. */
  listen(): Promise<() => string>;
  /** As they are in the database. */
  credits(): Promise<number>;
}

export interface Site {
  origin: string;
  dataDir: string;
  /** Superuser of its database. */
  sql: postgres.Sql;
  output(): string;
  signUp(): Promise<Visitor>;
  nobody: Pick<Visitor, "get" | "post">;
  /** The numbers of PostgreSQL's processes, its own connection's included. */
  databasePids(): Promise<number[]>;
}

/** The built server with a database of its own, for a whole test file. Needs `pnpm build`. */
export async function startSite(options: ServerOptions = {}): Promise<Site> {
  const server = await startServer(options);
  const { origin, dataDir } = server;
  const secrets = await readSecrets(dataDir);
  const url = secrets && (await findRunning(dataDir, secrets));
  if (!url) throw new Error("The server's database does not run");
  const sql = postgres(url, { max: 4, backoff: () => 0.1, onnotice: () => undefined });
  afterAll(async () => {
    await sql.end({ timeout: 1 });
    await server.stop();
    await removeDataDir(dataDir);
  });
  const nobody = visitorOf(origin, "");
  return {
    origin,
    dataDir,
    sql,
    nobody,
    output: server.output,
    async signUp() {
      const mark = randomUUID();
      const email = `${mark}@example.org`;
      const person = { name: "Ada", email, password: `lantern ${mark}`, next: "/" };
      let answer = await nobody.post("/signup", person);
      // A server that is too busy says so; what it gave up half-way may have made the account all the same.
      while (answer.status === 503 || answer.status === 409)
        answer = await nobody.post(answer.status === 503 ? "/signup" : "/login", person);
      if (answer.status !== 302) throw new Error(`Signing up answers ${answer.status}`);
      const cookie = answer.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
      const [user] = await sql<{ id: string }[]>`select id from auth.users where email = ${email}`;
      const userId = user?.id ?? "";
      return {
        ...visitorOf(origin, cookie.join("; ")),
        userId,
        cookie: cookie.join("; "),
        async credits() {
          const [row] = await sql<{ credits: string }[]>`
            select credits from public.users where id = ${userId}`;
          return Number(row?.credits);
        },
      };
    },
    async databasePids() {
      const rows = await sql<{ pid: number }[]>`select pid from pg_stat_activity`;
      const [file] = await sql<{ pid: string }[]>`
        select split_part(pg_read_file('postmaster.pid'), E'\n', 1) as pid`;
      return [Number(file?.pid), ...rows.map(({ pid }) => pid)];
    },
  };
}

export function visitorOf(
  origin: string,
  cookie: string,
): Omit<Visitor, "userId" | "cookie" | "credits"> {
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(origin + path, {
      ...init,
      redirect: "manual",
      headers: { cookie, origin, accept: "text/html" },
    });
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, text };
  };
  return {
    get: (path) => ask(path, {}),
    post(path, fields) {
      const body = new URLSearchParams({ ...signedInAs(cookie), ...fields });
      return ask(path, { method: "POST", body });
    },
    async listen() {
      const ending = new AbortController();
      onTestFinished(() => ending.abort());
      const { signal } = ending;
      const { body } = await fetch(`${origin}/events`, { headers: { cookie }, signal });
      let heard = "";
      const read = async (): Promise<void> => {
        for await (const chunk of body ?? []) heard += Buffer.from(chunk).toString();
      };
      read().catch(() => undefined);
      return () => heard;
    },
  };
}

/** What the studio's form sends for one picture. */
export function studioFields(prompt = "a quiet harbour in the morning"): Record<string, string> {
  return { idempotencyKey: randomUUID(), model: "painter", prompt, shape: "1:1", count: "1" };
}

/** The hidden fields of the form that a page offers to send again. */
export function keptFields(html: string): Record<string, string> {
  const [before = ""] = html.split("Send it again", 1);
  const form = before.slice(before.lastIndexOf("<form"));
  const inputs = form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"\/>/g);
  return Object.fromEntries(Array.from(inputs, ([, name, value = ""]) => [name, plainText(value)]));
}

const signs: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

function plainText(html: string): string {
  return html.replaceAll(/&(\w+);/g, (whole, name: string) => signs[name] ?? whole);
}

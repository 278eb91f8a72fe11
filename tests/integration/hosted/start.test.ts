import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { SignJWT } from "jose";
import { expect, onTestFinished, test } from "vitest";
import { findProjectProblem } from "~/.server/db/find-project-problem";
import { listFunctions, listMigrations } from "~/.server/embedded/migrations";
import { findSmtpProblem } from "~/.server/mail/smtp";
import { startEmulator } from "../../emulators/emulator";
import { emulatedBlobToken } from "../../emulators/vercel-blob";
import { startTestBackend } from "../backend";
import { startMailServer } from "../mail/mail-server";

const { backend, sql } = await startTestBackend();
const { publishableKey, secretKey } = backend;
const files = await listMigrations("supabase/migrations");
const migrations = files.map(({ version, name }) => `${version}_${name}`);
const needs = { migrations, functions: await listFunctions(files) };
const project = { url: "https://abc.supabase.co", publishableKey, secretKey };
const problemOf = (changes: Partial<typeof project>, needed = needs) =>
  findProjectProblem({ ...project, ...changes }, needed, backend.fetch);
const oldKey = (claims: Record<string, string>) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode("a secret of nobody's that is long enough"));
const [newerPublishable, newerSecret] = ["sb_publishable_3fA9k2LmQp7", "sb_secret_7Hd82kLmQp3fA9"];

test("a project with its own keys and all migrations has no problem", async () => {
  expect(await problemOf({})).toBeNull();
});

test.each([
  [
    "swapped keys",
    { publishableKey: secretKey, secretKey: publishableKey },
    /^SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY are swapped/,
  ],
  [
    "two publishable keys",
    { secretKey: newerPublishable },
    /^SUPABASE_SECRET_KEY holds the publishable key/,
  ],
  [
    "two secret keys",
    { publishableKey: newerSecret },
    /^SUPABASE_PUBLISHABLE_KEY holds the secret key/,
  ],
  [
    "another project's secret key",
    { secretKey: newerSecret },
    /^SUPABASE_SECRET_KEY is no key of the project at https:\/\/abc\.supabase\.co/,
  ],
  [
    "another project's publishable key",
    { publishableKey: newerPublishable },
    /^SUPABASE_PUBLISHABLE_KEY is no key of the project at https:\/\/abc\.supabase\.co/,
  ],
])("%s are told in one sentence, without a key", async (_what, changes, sentence) => {
  const problem = (await problemOf(changes)) ?? "";
  expect(problem).toMatch(sentence);
  expect(problem).toMatch(/^[^\n]+\.$/);
  for (const key of [...Object.values(changes), secretKey]) expect(problem).not.toContain(key);
});

test("older keys tell their role and their project themselves", async () => {
  const anon = await oldKey({ role: "anon", ref: "abc" });
  const service = await oldKey({ role: "service_role", ref: "abc" });
  const foreign = await oldKey({ role: "service_role", ref: "xyz" });
  expect(await problemOf({ publishableKey: service, secretKey: anon })).toMatch(/are swapped/);
  expect(await problemOf({ publishableKey: anon, secretKey: anon })).toMatch(
    /^SUPABASE_SECRET_KEY holds/,
  );
  expect(await problemOf({ publishableKey: anon, secretKey: foreign })).toMatch(
    /^SUPABASE_URL names the project abc, and a key belongs to the project xyz/,
  );
});

test("a key without the server's rights, and one with too many, are told apart from unknown ones", async () => {
  const keys = { publishableKey: "visitors", secretKey: "server" };
  const asKeyOf: Record<string, string> = { visitors: publishableKey, server: secretKey };
  const gateway =
    (swap: boolean): typeof fetch =>
    (input, init) => {
      const given = new Headers(init?.headers).get("apikey") ?? "";
      const name = swap ? (given === "visitors" ? "server" : "visitors") : given;
      const key = asKeyOf[name] ?? "";
      return backend.fetch(input, {
        ...init,
        headers: { apikey: key, authorization: `Bearer ${key}` },
      });
    };
  const find = (swap: boolean) => findProjectProblem({ ...project, ...keys }, needs, gateway(swap));
  expect(await find(false)).toBeNull();
  expect(await find(true)).toMatch(/^SUPABASE_SECRET_KEY is no secret key/);
});

test("missing migrations are counted, and the first is named", async () => {
  const more = [...migrations, "20991231000100_flying_cars", "20991231000200_landing"];
  expect(await problemOf({}, { ...needs, migrations: more })).toBe(
    "The project at https://abc.supabase.co lacks 2 of Easel's migrations, from 20991231000100_flying_cars on: run `pnpm exec supabase db push --remote`, as docs/hosting-supabase.md says.",
  );
});

test("a project that has none of Easel's tables is told so", async () => {
  const { backend: bare } = await startTestBackend({
    migrationsDir: "tests/integration/embedded/migrations",
  });
  const problem = await findProjectProblem(project, needs, bare.fetch);
  expect(problem).toMatch(/lacks Easel's tables: run `pnpm exec supabase db push --remote`/);
});

test("a function that was dropped, or that nobody may call any more, is named with the file that makes it", async () => {
  expect(needs.functions.size).toBeGreaterThan(150);
  await sql`alter function public.sweep_generations rename to swept_away`;
  expect(await problemOf({})).toBe(
    "The project at https://abc.supabase.co lacks the function sweep_generations, or nobody may call it: run that part of supabase/migrations/20261123001520_sweep.sql again in its SQL editor.",
  );
  await sql`alter function public.swept_away rename to sweep_generations`;
  await sql`revoke execute on function public.gallery_page from authenticated`;
  expect(await problemOf({})).toMatch(/lacks the function gallery_page, or nobody may call it/);
  await sql`grant execute on function public.gallery_page to authenticated`;
  expect(await problemOf({})).toBeNull();
});

test("an extension that was removed is named, though every migration is on record", async () => {
  await sql`alter schema pgmq rename to removed`;
  expect(await problemOf({})).toBe(
    "The project at https://abc.supabase.co has no queue, because the extension pgmq was removed: bring it back as docs/hosting-supabase.md says.",
  );
  await sql`alter schema removed rename to pgmq`;
  expect(await problemOf({})).toBeNull();
});

test("a Data API that does not show Easel's schema is told so", async () => {
  const hidden: typeof fetch = async () =>
    Response.json({ code: "PGRST106", message: "Words that change" }, { status: 406 });
  expect(await findProjectProblem(project, needs, hidden)).toMatch(
    /^The Data API of the project at https:\/\/abc\.supabase\.co does not show the schema public: [^\n]+\.$/,
  );
});

test("what is no Supabase project is told so, and one that does not answer is trouble", async () => {
  const page: typeof fetch = async () => new Response("<html>", { status: 404 });
  expect(await findProjectProblem(project, needs, page)).toMatch(
    /^What answers at SUPABASE_URL, https:\/\/abc\.supabase\.co, is no Supabase project/,
  );
  for (const broken of [
    async () => new Response("", { status: 503 }),
    () => Promise.reject(new TypeError("fetch failed")),
  ])
    await expect(findProjectProblem(project, needs, broken)).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
    });
});

/** A Supabase project's gateway over HTTP, with no signing key published or with one. */
async function listen(keys: readonly object[] = []): Promise<string> {
  const answer = async (incoming: IncomingMessage) => {
    if (incoming.url?.endsWith("/.well-known/jwks.json")) return Response.json({ keys });
    const body = await buffer(incoming);
    return backend.fetch(`${backend.url}${incoming.url}`, {
      method: incoming.method ?? "GET",
      headers: new Headers(incoming.headers as Record<string, string>),
      ...(body.length > 0 && { body: body.toString() }),
    });
  };
  const server = createServer(async (incoming, outgoing) => {
    const response = await answer(incoming);
    outgoing.writeHead(response.status, { "content-type": "application/json" });
    outgoing.end(await response.text());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A built program with these settings: exit code, and what it says about it. */
async function run(program: string, variables: Record<string, string>) {
  const dataDir = await mkdtemp(join(tmpdir(), "easel-hosted-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const { PATH = "", TMPDIR = "" } = process.env;
  const child = spawn(process.execPath, [program], {
    env: {
      ...{ PATH, TMPDIR, DATA_DIR: dataDir, NODE_ENV: "production", LOG_LEVEL: "warn" },
      ...{
        PUBLIC_ORIGIN: "http://localhost:5000",
        CRON_SECRET: "0123456789abcdef0123456789abcdef",
        ADMIN_PASSWORD: "lantern-harbour-49",
      },
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill());
  const [[code], said] = await Promise.all([once(child, "exit"), text(child.stderr)]);
  return { code: code as number, said };
}

test.each([
  ["build/worker.js", 1, ""],
  ["build/check.js", 2, "The check could not be done. "],
])("%s ends with the sentence alone, and no stack", async (program, code, before) => {
  const url = await listen();
  const settings = { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: publishableKey };
  expect(await run(program, { ...settings, SUPABASE_SECRET_KEY: newerSecret })).toEqual({
    code,
    said: `${before}SUPABASE_SECRET_KEY is no key of the project at ${url}: copy it from Project Settings, API Keys.\n`,
  });
});

const keysOf = { SUPABASE_PUBLISHABLE_KEY: publishableKey, SUPABASE_SECRET_KEY: secretKey };

test("a project that signs with a shared secret, none of which is set here, stops the start before anybody signs up", async () => {
  const ended = await run("build/worker.js", { SUPABASE_URL: await listen(), ...keysOf });
  expect(ended.code).toBe(1);
  expect(ended.said).toMatch(/^SUPABASE_JWT_SECRET is missing: [^\n]+\.\n$/);
});

test("a shared secret that is another project's stops the start too", async () => {
  const url = await listen();
  const other = { SUPABASE_JWT_SECRET: "another project's secret, long enough" };
  expect(await run("build/worker.js", { SUPABASE_URL: url, ...keysOf, ...other })).toEqual({
    code: 1,
    said: `SUPABASE_JWT_SECRET is not what the project at ${url} signs with: copy it from Project Settings, JWT Keys.\n`,
  });
});

test.each([
  ["refused", "forbidden", /^The Blob store does not take the token/],
  ["gone", "store_not_found", /^The Blob store that the settings name is not there any more/],
  ["suspended", "store_suspended", /^The Blob store is suspended/],
] as const)(
  "a Blob store that is %s stops the start with a sentence",
  async (_how, code, sentence) => {
    const blob = await startEmulator([
      {
        name: "Vercel Blob",
        routes: [
          {
            method: "GET",
            pattern: "/vercel.com/api/blob",
            answer: () => ({ status: 403, json: { error: { code } } }),
          },
        ],
      },
    ]);
    onTestFinished(() => blob.close());
    const ended = await run("build/worker.js", {
      NODE_ENV: "test",
      SUPABASE_URL: await listen([{ kty: "EC" }]),
      ...keysOf,
      BLOB_READ_WRITE_TOKEN: emulatedBlobToken,
      PROVIDER_EMULATOR: blob.origin,
    });
    expect([ended.code, ended.said]).toEqual([1, expect.stringMatching(sentence)]);
    expect(ended.said).toMatch(/^[^\n]+\.\n$/);
    expect(ended.said).not.toContain(emulatedBlobToken);
  },
);

test("a mail server that nobody knows, or that turns Easel down, stops the start; one that is away does not", async () => {
  const server = await startMailServer({ manners: { signIn: "refuse" } });
  const options = { from: { name: "Easel", address: "easel@easel.test" }, timeoutMs: 4500 };
  const problemAt = (url: string) => findSmtpProblem({ ...options, url });
  expect(await problemAt("smtp://no-such-host.invalid")).toBe(
    "SMTP_URL names the mail server no-such-host.invalid, and nobody knows a machine of that name.",
  );
  const signedIn = `smtp://ann:secret-words@127.0.0.1:${server.port}`;
  expect(await problemAt(signedIn)).toBe(
    "The mail server 127.0.0.1 does not take the user and the password that SMTP_URL has.",
  );
  const ended = await run("build/worker.js", {
    SUPABASE_URL: await listen([{ kty: "EC" }]),
    ...keysOf,
    SMTP_URL: signedIn,
  });
  expect([ended.code, ended.said]).toEqual([1, expect.stringMatching(/^The mail server 127/)]);
  server.manners = { signIn: "accept" };
  expect(await problemAt(signedIn)).toBeNull();
  await server.close();
  expect(await problemAt(signedIn)).toBeNull();
});

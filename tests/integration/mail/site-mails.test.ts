import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { findRunning } from "../../../app/.server/embedded/postgres.ts";
import { readSecrets } from "../../../app/.server/embedded/secrets.ts";
import { freePort, removeDataDir, startServer } from "../../e2e/server.ts";
import { type MailServer, startMailServer } from "./mail-server";

const mailPort = await freePort();
const server = await startServer({
  env: { SMTP_URL: `smtp://127.0.0.1:${mailPort}`, MAIL_FROM: "Easel <hello@easel.test>" },
});
const secrets = await readSecrets(server.dataDir);
const databaseUrl = secrets && (await findRunning(server.dataDir, secrets));
if (!databaseUrl) throw new Error("The server's database does not run");
const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await server.stop();
  await removeDataDir(server.dataDir);
});

/** Sends a form as a browser without JavaScript does, from an address. */
async function post(
  path: string,
  fields: Record<string, string>,
  { address, cookie = "" }: { address: string; cookie?: string },
) {
  const response = await fetch(server.origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin: server.origin, accept: "text/html", "x-forwarded-for": address },
    body: new URLSearchParams(fields),
  });
  const cookies = response.headers.getSetCookie().map((line) => line.split(";", 1)[0] ?? "");
  const device = cookies.find((each) => each.startsWith("easel-device=")) ?? "";
  const text = (await response.text()).replaceAll(/"[A-Za-z0-9+/_-]{20,}={0,2}"/g, '""');
  return { status: response.status, headers: response.headers, device, text };
}

let people = 0;
async function signedUp() {
  people += 1;
  const address = `10.1.${people}.1`;
  const person = { email: `${randomUUID()}@example.org`, password: `lamp ${randomUUID()}` };
  const answer = await post("/signup", { name: "Ada", ...person, next: "/" }, { address });
  expect(answer.status).toBe(302);
  return { ...person, next: "/", address, device: answer.device };
}

const subjectsTo = (mails: MailServer, email: string) =>
  mails.mails
    .filter(({ recipients }) => recipients.includes(email))
    .flatMap(({ headers }) => headers.filter((line) => line.startsWith("Subject: ")));

test("signing in on a device that the account has not seen is told to its owner, and on a known one is not", async () => {
  const mails = await startMailServer({ port: mailPort });
  const { address, device, ...credentials } = await signedUp();
  expect((await post("/login", credentials, { address, cookie: device })).status).toBe(302);
  const elsewhere = await post("/login", credentials, { address: "10.9.9.9" });
  expect(elsewhere.status).toBe(302);
  const known = { address: "10.8.8.8", cookie: elsewhere.device };
  expect((await post("/login", credentials, known)).status).toBe(302);
  const asked = await post("/forgot-password", { email: credentials.email }, known);
  expect(asked.status).toBe(200);
  const all = ["Subject: New sign-in to your Easel account", "Subject: Choose a new password"];
  await expect.poll(() => subjectsTo(mails, credentials.email).toSorted()).toEqual(all.toSorted());
});

test("a mailed link lets a new password be chosen, and whoever was slowed down in at once", async () => {
  const mails = await startMailServer({ port: mailPort });
  const { address: _home, device: _device, ...credentials } = await signedUp();
  const attacker = { address: "10.66.6.6" };
  const wrong = { ...credentials, password: "not the password" };
  const statuses: number[] = [];
  for (let nr = 1; nr <= 12; nr += 1) statuses.push((await post("/login", wrong, attacker)).status);
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  expect(statuses).toContain(429);

  await post("/forgot-password", { email: credentials.email }, attacker);
  await expect.poll(() => subjectsTo(mails, credentials.email)).toHaveLength(1);
  const source = mails.mails
    .map((each) => each.source.replaceAll("=\r\n", "").replaceAll("=3D", "="))
    .find((each) => each.includes(credentials.email));
  const token = /token_hash=([0-9a-f]{64})/.exec(source ?? "")?.[1] ?? "";
  const link = { token_hash: token, type: "recovery", next: "/" };
  expect((await post("/auth/confirm", link, attacker)).status).toBe(302);
  expect((await post("/login", credentials, attacker)).status).toBe(302);
});

test("strangers' failures keep neither a known device nor a known address out, and a refusal says when to come back", async () => {
  const { address, device, ...credentials } = await signedUp();
  const wrong = { ...credentials, password: "not the password" };
  const attacker = { address: "10.77.7.7" };
  const refusals = [];
  for (let nr = 1; nr <= 40; nr += 1) {
    const answer = await post("/login", wrong, attacker);
    if (answer.status === 429) refusals.push(Number(answer.headers.get("retry-after")));
  }
  expect(refusals.length).toBeGreaterThan(0);
  expect(refusals.every((seconds) => seconds >= 1)).toBe(true);
  expect((await post("/login", credentials, { address })).status).toBe(302);
  expect((await post("/login", credentials, { ...attacker, cookie: device })).status).toBe(302);
});

test("while the mail server is gone a forgotten password is answered as ever, for known and unknown addresses alike, and its mail comes later", async () => {
  const { address, device: _device, email } = await signedUp();
  const [known, unknown] = [
    await post("/forgot-password", { email }, { address }),
    await post("/forgot-password", { email: `${randomUUID()}@example.org` }, { address }),
  ];
  const shown = ({ status, text }: typeof known) => [
    status,
    text.replaceAll(/[0-9a-f-]{36}@example\.org/g, "somebody"),
  ];
  expect(known.status).toBe(200);
  expect(shown(known)).toEqual(shown(unknown));
  expect(known.text).not.toContain("keeps its mails in a folder");
  const waiting = () =>
    sql`select 1 from private.outbox where recipient = ${email} and attempts > 0`;
  await expect.poll(() => waiting()).toHaveLength(1);
  const mails = await startMailServer({ port: mailPort });
  await sql`update private.outbox set next_attempt_at = now()`;
  // A mail that is handed in has the process look at those that wait.
  await post("/forgot-password", { email: (await signedUp()).email }, { address });
  await expect.poll(() => subjectsTo(mails, email)).toHaveLength(1);
});

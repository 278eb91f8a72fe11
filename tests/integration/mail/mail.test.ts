import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { createMail, type MailService } from "~/.server/mail/create-mail";
import { createSmtp, type PostedMail } from "~/.server/mail/smtp";
import { createSupabaseOutbox } from "~/.server/mail/supabase-outbox";
import { createDatabase } from "~/.server/db/clients";
import { startTestBackend } from "../backend";
import { type MailServer, startMailServer } from "./mail-server";

let post: MailService["post"] = async () => {};
const { backend, sql, visitor, createUser } = await startTestBackend({
  sendMail: (mail) => post(mail, 3600),
});
const database = createDatabase(backend);
const from = { name: "Easel", address: "easel@easel.test" };

interface Logged {
  words: string;
  facts: Record<string, unknown>;
}

/** Easel's mail over a mail server, from the outbox of this file's database. */
async function startMail(url: string): Promise<MailService & { logged: Logged[] }> {
  const logged: Logged[] = [];
  const mail = await createMail({
    smtp: { url, from },
    isHosted: false,
    dataDir: "/nowhere",
    publicOrigin: "http://easel.test",
    database,
    log: (words, facts) => logged.push({ words, facts }),
  });
  mail.start();
  onTestFinished(() => mail.stop());
  return { ...mail, logged };
}

const startWith = ({ port }: MailServer) => startMail(`smtp://127.0.0.1:${port}`);
const newAddress = () => `${randomUUID()}@example.com`;
const aMail = () => ({ to: newAddress(), subject: "Hello", html: "<p>Hello</p>" });
const waiting = (to: string) => sql<{ attempts: number; id: string; inSeconds: number }[]>`
  select attempts, id, extract(epoch from next_attempt_at - now())::float8 as "inSeconds"
  from private.outbox where recipient = ${to}`;
const makeDue = (to: string) =>
  sql`update private.outbox set next_attempt_at = now() where recipient = ${to}`;
const header = (server: MailServer, name: string) =>
  server.mails[0]?.headers.filter((line) => line.startsWith(`${name}: `));

test("a forgotten password's mail goes to its owner alone, and its link works", async () => {
  const server = await startMailServer();
  const mail = await startWith(server);
  ({ post } = mail);
  const { viewer } = await createUser();
  expect((await visitor.auth.resetPasswordForEmail(viewer.email)).error).toBeNull();
  await expect.poll(() => server.mails).toHaveLength(1);
  const [{ recipients = [], source = "" } = {}] = server.mails;
  expect(recipients).toEqual([viewer.email]);
  expect(header(server, "To")).toEqual([`To: ${viewer.email}`]);
  expect(header(server, "From")).toEqual(["From: Easel <easel@easel.test>"]);
  expect(header(server, "Subject")).toEqual(["Subject: Choose a new password"]);
  expect(header(server, "Auto-Submitted")).toEqual(["Auto-Submitted: auto-generated"]);
  const token = /token_hash=3?D?([0-9a-f]{64})/.exec(source.replaceAll("=\r\n", ""))?.[1] ?? "";
  const { error } = await visitor.auth.verifyOtp({ type: "recovery", token_hash: token });
  expect(error).toBeNull();
  await expect.poll(() => waiting(viewer.email)).toEqual([]);
});

test("an address that nobody has gets no mail, and the same answer", async () => {
  const server = await startMailServer();
  ({ post } = await startWith(server));
  const [known, unknown] = [(await createUser()).viewer.email, newAddress()];
  const answers = [
    await visitor.auth.resetPasswordForEmail(unknown),
    await visitor.auth.resetPasswordForEmail(known),
  ];
  expect(answers[0]).toEqual(answers[1]);
  await expect.poll(() => server.mails).toHaveLength(1);
  expect(await waiting(unknown)).toEqual([]);
  expect(server.seen.map(({ recipients }) => recipients)).toEqual([[known]]);
});

test("nobody waits for a mail server that says nothing, and the mail is not lost", async () => {
  const server = await startMailServer({ manners: { greeting: "hang" } });
  const mail = await startWith(server);
  const given = aMail();
  await mail.post(given, 3600);
  await expect.poll(() => server.connections).toBe(1);
  await mail.stop();
  expect(await waiting(given.to)).toHaveLength(1);
});

test("a mail server that is gone loses no mail: it is sent, once, when the server is back", async () => {
  const { port, close } = await startMailServer();
  await close();
  const mail = await startMail(`smtp://127.0.0.1:${port}`);
  const given = aMail();
  await mail.post(given, 3600);
  await expect.poll(() => mail.logged).toHaveLength(1);
  expect(mail.logged[0]).toMatchObject({
    words: "A mail could not be sent yet",
    facts: { attempt: 1, isFinal: false },
  });
  const server = await startMailServer({ port });
  await makeDue(given.to);
  mail.wake();
  await expect.poll(() => waiting(given.to)).toEqual([]);
  expect(server.mails.map(({ recipients }) => recipients)).toEqual([[given.to]]);
});

test.each([
  { manners: { greeting: "busy" }, responseCode: 421 },
  { manners: { recipient: "later" }, responseCode: 450 },
] as const)("a server that says $responseCode is asked again later", async (how) => {
  const server = await startMailServer(how);
  const mail = await startWith(server);
  const given = aMail();
  await mail.post(given, 3600);
  await expect.poll(() => mail.logged).toHaveLength(1);
  expect(mail.logged[0]?.facts).toMatchObject({ isFinal: false, responseCode: how.responseCode });
  const [row] = await waiting(given.to);
  expect(row).toMatchObject({ attempts: 1 });
  expect(row?.inSeconds).toBeGreaterThan(0);
  expect(row?.inSeconds).toBeLessThanOrEqual(60);
});

test.each([{ recipient: "unknown" }, { data: "spam" }] as const)(
  "a mail that the server refuses for good (%o) is given up, and the log names nobody",
  async (manners) => {
    const server = await startMailServer({ manners });
    const mail = await startWith(server);
    const given = aMail();
    await mail.post(given, 3600);
    await expect.poll(() => waiting(given.to)).toEqual([]);
    expect(mail.logged).toMatchObject([{ words: "A mail was refused", facts: { isFinal: true } }]);
    expect(JSON.stringify(mail.logged)).not.toContain(given.to);
    expect(server.connections).toBe(1);
  },
);

test("a mail whose confirmation was lost is sent again as the same mail", async () => {
  const server = await startMailServer({ manners: { data: "drop" } });
  const mail = await startWith(server);
  const given = aMail();
  await mail.post(given, 3600);
  await expect.poll(() => mail.logged).toHaveLength(1);
  delete server.manners.data;
  await makeDue(given.to);
  mail.wake();
  await expect.poll(() => server.mails).toHaveLength(1);
  const idsAndDates = server.seen.map(({ headers }) =>
    headers.filter((line) => /^(Message-ID|Date): /.test(line)),
  );
  expect(idsAndDates[0]).toHaveLength(2);
  expect(idsAndDates[1]).toEqual(idsAndDates[0]);
});

test("each failed attempt doubles the wait, up to an hour, until the mail is of no use", async () => {
  const outbox = createSupabaseOutbox(database, () => {});
  const given = aMail();
  await outbox.post(given, 86_400);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 9; attempt += 1) {
    const { mails } = await outbox.take(10, 60);
    expect(mails.map(({ to, attempt }) => [to, attempt])).toContainEqual([given.to, attempt]);
    const [row] = await waiting(given.to);
    waits.push(Math.round((row?.inSeconds ?? 0) / 60));
    await makeDue(given.to);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  await sql`update private.outbox set expires_at = now() where recipient = ${given.to}`;
  const last = await outbox.take(10, 60);
  expect([last.givenUp, last.mails.map(({ to }) => to)]).toEqual([
    1,
    expect.not.arrayContaining([given.to]),
  ]);
  expect(await waiting(given.to)).toEqual([]);
});

test("several processes send each mail once", async () => {
  const server = await startMailServer();
  const mails = await Promise.all(Array.from({ length: 3 }, () => startWith(server)));
  const given = Array.from({ length: 40 }, aMail);
  await Promise.all(given.map((each, index) => mails[index % 3]!.post(each, 3600)));
  for (const { wake } of mails) wake();
  await expect.poll(() => server.mails.length).toBeGreaterThanOrEqual(40);
  expect(server.mails.flatMap(({ recipients }) => recipients).toSorted()).toEqual(
    given.map(({ to }) => to).toSorted(),
  );
});

const hostile = [
  "\r\nBcc: eve@example.com",
  "\nBcc: eve@example.com",
  ", eve@example.com",
  " eve@example.com",
  "\u2028x",
];

test.each(hostile)("an address with more behind it (%j) gets no mail", async (more) => {
  const outbox = createSupabaseOutbox(database, () => {});
  const refused = outbox.post({ ...aMail(), to: `ann@example.com${more}` }, 3600);
  await expect(refused).rejects.toMatchObject({ code: "invalid_input" });
});

test("a subject of two lines is refused", async () => {
  const outbox = createSupabaseOutbox(database, () => {});
  const refused = outbox.post({ ...aMail(), subject: "Hi\r\nBcc: eve@example.com" }, 3600);
  await expect(refused).rejects.toMatchObject({ code: "invalid_input" });
});

test.each(hostile)(
  "and what would get as far as the mail server (%j) adds no header and no recipient",
  async (more) => {
    const server = await startMailServer();
    const send = createSmtp({ url: `smtp://127.0.0.1:${server.port}`, from, timeoutMs: 20_000 });
    const mail: PostedMail = {
      id: randomUUID(),
      postedAt: new Date(),
      to: `ann@example.com${more}`,
      subject: `Hi${more}`,
      html: `<p>Hi${more}</p>`,
    };
    await send(mail, new AbortController().signal);
    expect(server.seen.flatMap(({ recipients }) => recipients)).not.toContain("eve@example.com");
    const headers = server.seen.flatMap((each) => each.headers);
    expect(headers.filter((line) => /^bcc:/i.test(line))).toEqual([]);
  },
);

test("the password is shown to a mail server of this machine", async () => {
  const server = await startMailServer({ manners: { signIn: "accept" } });
  const mail = await startMail(`smtp://ann%40easel.test:p%40ss%3Aword@127.0.0.1:${server.port}`);
  await mail.post(aMail(), 3600);
  await expect.poll(() => server.mails).toHaveLength(1);
  const shown = Buffer.from("\0ann@easel.test\0p@ss:word").toString("base64");
  expect(server.lines).toContain(`AUTH PLAIN ${shown}`);
});

test("a server that does not take the password keeps its mails waiting for the right one", async () => {
  const server = await startMailServer({ manners: { signIn: "refuse" } });
  const mail = await startMail(`smtp://ann:wrong@127.0.0.1:${server.port}`);
  const given = aMail();
  await mail.post(given, 3600);
  await expect.poll(() => mail.logged).toHaveLength(1);
  expect(mail.logged[0]?.facts).toMatchObject({ isFinal: false, responseCode: 535 });
  expect(await waiting(given.to)).toHaveLength(1);
});

// To the program 0.0.0.0 is another machine; the connection arrives here all the same.
test.each([
  { scheme: "smtp", tls: false, why: "that offers no encryption" },
  { scheme: "smtps", tls: true, why: "whose certificate is nobody's" },
])("the password is not shown to another machine $why", async ({ scheme, tls }) => {
  const server = await startMailServer({ tls, manners: { signIn: "accept" } });
  const mail = await startMail(`${scheme}://ann:secret-word@0.0.0.0:${server.port}`);
  const given = aMail();
  await mail.post(given, 3600);
  await expect.poll(() => mail.logged).toHaveLength(1);
  expect(server.lines.filter((line) => line.startsWith("AUTH"))).toEqual([]);
  expect(await waiting(given.to)).toHaveLength(1);
});

test("a mail server that never comes to an end of a mail is left after the time for one mail", async () => {
  const server = createServer((socket) => {
    const drip = setInterval(() => socket.write("220-still here\r\n"), 20);
    socket.on("close", () => clearInterval(drip)).on("error", () => {});
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const send = createSmtp({ url: `smtp://127.0.0.1:${port}`, from, timeoutMs: 300 });
  const mail = { ...aMail(), id: randomUUID(), postedAt: new Date() };
  expect(await send(mail, new AbortController().signal)).toMatchObject({ isFinal: false });
});

test("a notice that cannot be handed in is logged and troubles nobody", async () => {
  const logged: Logged[] = [];
  const broken = { asService: () => ({ call: () => Promise.reject(new Error("no")) }) };
  const mail = await createMail({
    smtp: { url: "smtp://127.0.0.1:1", from },
    isHosted: false,
    dataDir: "/nowhere",
    publicOrigin: "http://easel.test",
    database: broken as unknown as typeof database,
    log: (words, facts) => logged.push({ words, facts }),
  });
  await mail.notices.newPassword(newAddress(), { agent: "", address: "unknown" });
  expect(logged.map(({ words }) => words)).toEqual(["A notice could not be handed in"]);
});

test("on a hosted project without a mail server there are no notices, which is said, and mails of its own go nowhere", async () => {
  const options = { smtp: null, dataDir: "/nowhere", publicOrigin: "http://easel.test", database };
  const hosted = await createMail({ ...options, isHosted: true, log: () => {} });
  expect(hosted.warning).toMatch(/SMTP_URL is not set/);
  expect(hosted.mailbox).toBeNull();
  await hosted.notices.newDevice(newAddress(), { agent: "", address: "unknown" });
  hosted.start();
  await hosted.stop();
  const builtIn = await createMail({ ...options, isHosted: false, log: () => {} });
  expect([builtIn.warning, builtIn.mailbox]).toEqual([null, expect.anything()]);
});

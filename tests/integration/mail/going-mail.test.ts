import { expect, test } from "vitest";
import { readSecrets } from "../../../app/.server/embedded/secrets.ts";
import { freePort } from "../../e2e/server.ts";
import type { Visitor } from "../faults/site";
import { makePictures, startSiteWithoutPainter } from "../gallery/made-pictures";
import { startMailServer, type TakenMail } from "./mail-server";

const mailPort = await freePort();
const site = await startSiteWithoutPainter({
  env: { SMTP_URL: `smtp://127.0.0.1:${mailPort}`, MAIL_FROM: "Easel <hello@easel.test>" },
});
const { sql } = site;
const cronSecret = (await readSecrets(site.dataDir))?.cronSecret ?? "";

interface Mailed {
  subject: string;
  html: string;
}

/** Hands in what is due, as a scheduler has it done. */
async function run(): Promise<void> {
  const headers = { authorization: `Bearer ${cronSecret}` };
  expect((await fetch(`${site.origin}/cron/cleanup`, { headers })).status).toBe(200);
}

async function setHours({ userId }: Visitor, hours: number[]): Promise<void> {
  const files = await sql<{ id: string }[]>`
    select id from media where user_id = ${userId} and saved_at is null order by id`;
  expect(files).toHaveLength(hours.length);
  for (const [index, { id }] of files.entries())
    await sql`
      update media set expires_at = now() + make_interval(hours => ${hours[index] ?? 0}) where id = ${id}`;
}

/** Somebody with finished pictures, each of which goes after so many hours. */
async function personWith(hours: number[], choice?: "on" | "off"): Promise<Visitor> {
  const person = await site.signUp();
  await makePictures(site, person, hours.length);
  await setHours(person, hours);
  if (choice) await person.post("/account", { goingMail: choice });
  return person;
}

const addressOf = async ({ userId }: Visitor) =>
  (await sql<{ email: string }[]>`select email from auth.users where id = ${userId}`)[0]?.email ??
  "";

/** Those that wait: there is no mail server yet. */
const mailsTo = async (person: Visitor) => sql<Mailed[]>`
  select subject, html from private.outbox where recipient = ${await addressOf(person)} order by created_at`;
const subjectsTo = async (person: Visitor) => (await mailsTo(person)).map(({ subject }) => subject);

/** As so many hours later, for what a person was told. */
const later = ({ userId }: Visitor, hours: number) => sql`
  update private.expiry_notices set mailed_at = mailed_at - make_interval(hours => ${hours}),
    mailed_until = mailed_until - make_interval(hours => ${hours}) where user_id = ${userId}`;

const switchOf = async (person: Visitor) => {
  const [button = ""] =
    /<button[^>]*name="goingMail"[^>]*>/.exec((await person.get("/account")).text) ?? [];
  return / value="(\w+)"/.exec(button)?.[1] ?? null;
};

test("the switch on the account page is off until it is turned on, and turns off again", async () => {
  const person = await site.signUp();
  const turns = [await switchOf(person)];
  for (const goingMail of ["on", "on", "off"]) {
    const answer = await person.post("/account", { goingMail });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/account"]);
    turns.push(await switchOf(person));
  }
  expect(turns).toEqual(["on", "off", "off", "on"]);
});

test("what is neither on nor off is refused, visitors sign in first, and a form of another account does nothing", async () => {
  const [person, other] = [await site.signUp(), await site.signUp()];
  const refused = await person.post("/account", { goingMail: "perhaps" });
  expect([refused.status, refused.text.includes("Choose on or off.")]).toEqual([400, true]);
  const visitor = await site.nobody.post("/account", { goingMail: "on" });
  expect([visitor.status, visitor.headers.get("location")]).toEqual([
    302,
    "/login?next=%2Faccount",
  ]);
  const strange = await person.post("/account", { goingMail: "on", account: other.userId });
  expect(strange.status).toBe(409);
  expect([await switchOf(person), await switchOf(other)]).toEqual(["on", "on"]);
});

test("whoever asked for it gets one mail of what goes, however many runs there are at once, and nobody else does", async () => {
  const asked = await personWith([5, 20, 40, 60], "on");
  const silent = await personWith([5]);
  const turnedOff = await personWith([5], "off");
  const notYet = await personWith([30], "on");
  await Promise.all([run(), run(), run(), run()]);
  await run();
  expect(await subjectsTo(asked)).toEqual(["3 pictures go within two days"]);
  for (const person of [silent, turnedOff, notYet]) expect(await subjectsTo(person)).toEqual([]);
  const [mail] = await mailsTo(asked);
  expect(mail?.html).toContain(`href="${site.origin}/gallery"`);
  expect(mail?.html).toContain(`turn it off on your account page: ${site.origin}/account`);
  expect(mail?.html).toMatch(
    /3 of your pictures will be deleted within two days, the first on [A-Z][a-z]+ \d+, \d{4} at \d+:\d\d [AP]M UTC\./,
  );
  expect(mail?.html).not.toContain("{{");
});

test("the next day's mail tells of what was not told of, and never twice in a day", async () => {
  const person = await personWith([10, 60], "on");
  await run();
  // Something else that goes soon, and was not there before.
  await setHours(person, [10, 20]);
  await run();
  expect(await subjectsTo(person)).toEqual(["1 picture goes within two days"]);
  await later(person, 24);
  await run();
  expect(await subjectsTo(person)).toEqual([
    "1 picture goes within two days",
    "2 pictures go within two days",
  ]);
  await later(person, 24);
  await setHours(person, [-1, -1]);
  await run();
  expect(await subjectsTo(person)).toHaveLength(2);
});

test("what was told of is not told of again on the next day", async () => {
  const person = await personWith([10, 40], "on");
  await run();
  await sql`update private.expiry_notices set mailed_at = mailed_at - interval '1 day' where user_id = ${person.userId}`;
  await run();
  expect(await subjectsTo(person)).toEqual(["2 pictures go within two days"]);
});

test("nobody hears of what was saved, trashed or let go, nor while the account is suspended", async () => {
  const people = {
    saved: await personWith([5], "on"),
    trashed: await personWith([5], "on"),
    letGo: await personWith([5], "on"),
    suspended: await personWith([5], "on"),
  };
  const { saved, trashed, letGo, suspended } = people;
  expect((await saved.post("/gallery", { intent: "save-going" })).status).toBe(302);
  await sql`update media set trashed_at = now() where user_id = ${trashed.userId}`;
  expect((await letGo.post("/gallery", { intent: "dismiss-going" })).status).toBe(302);
  await sql`update users set suspended_at = now() where id = ${suspended.userId}`;
  await run();
  for (const person of Object.values(people)) expect(await subjectsTo(person)).toEqual([]);
  await sql`update users set suspended_at = null where id = ${suspended.userId}`;
  await run();
  expect(await subjectsTo(suspended)).toEqual(["1 picture goes within two days"]);
});

test("the mail reaches the mail server", async () => {
  const person = await personWith([5], "on");
  const address = await addressOf(person);
  const server = await startMailServer({ port: mailPort });
  await run();
  const taken = (): TakenMail[] =>
    server.mails.filter(({ recipients }) => recipients.includes(address));
  await expect.poll(() => taken().length).toBe(1);
  expect(taken()[0]?.headers).toContain("Subject: 1 picture goes within two days");
});

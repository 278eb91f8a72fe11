import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import type { SessionSettings } from "~/.server/auth/port";
import { opening, sessionSettings, startWorld } from "./world";

const world = await startWorld();
const { sql } = world;

beforeEach(async () => {
  await sql`truncate private.first_grants`;
});

const newName = () => randomUUID().replaceAll("-", "");

async function made(email: string): Promise<string> {
  const userId = randomUUID();
  await sql`insert into auth.users (id, email) values (${userId}, ${email})`;
  return userId;
}

/** Signs this person in on a web process with these settings. */
async function signIn(
  userId: string,
  {
    address = "203.0.113.0/24",
    email = "",
    ...changes
  }: Partial<SessionSettings> & { address?: string; email?: string } = {},
): Promise<void> {
  const records = createSupabaseSessions(world.database, { ...sessionSettings, ...changes });
  const viewer = { userId, sessionId: randomUUID(), email, accessToken: "" };
  await records.open(viewer, { ...opening, device: { agent: "", address } });
}

async function creditsOf(userId: string): Promise<number> {
  const [row] = await sql<
    { credits: number }[]
  >`select credits::int from users where id = ${userId}`;
  return row?.credits ?? NaN;
}

const refusedOf = async (userId: string) =>
  (await sql`select first_grant_refused as why from users where id = ${userId}`)[0]?.["why"];

async function creditsFor(email: string): Promise<number> {
  const userId = await made(email);
  await signIn(userId);
  return await creditsOf(userId);
}

test("two hundred spellings of one address get one grant", async () => {
  const name = newName();
  const emails = Array.from({ length: 200 }, (_, nr) => `${name}+${nr}@example.com`);
  const people = await Promise.all(emails.map(made));
  // Twenty at once: they wait for each other, and the client for none of them for ever.
  for (let first = 0; first < people.length; first += 20)
    await Promise.all(people.slice(first, first + 20).map((userId) => signIn(userId)));
  const all = await Promise.all(people.map(creditsOf));
  expect(all.reduce((sum, each) => sum + each, 0)).toBe(10_000);
  expect(all.filter((each) => each > 0)).toEqual([10_000]);
  expect(await world.violations()).toEqual([]);
});

test.each([
  ["a plus and what follows it, anywhere", "NAME@example.org", "NAME+news@example.org"],
  ["several pluses", "NAME@example.org", "NAME+a+b@example.org"],
  ["capitals", "NAME@example.org", "NAME@EXAMPLE.org"],
  ["dots at Gmail", "a.NAME@gmail.com", "aNAME@gmail.com"],
  ["Gmail's other name", "a.NAME@gmail.com", "aNAME+x@googlemail.com"],
  ["a plus of full width", "NAME@example.org", "NAME\uff0b1@example.org"],
])("%s make no other person", async (_, first, second) => {
  const name = newName();
  expect(await creditsFor(first.replace("NAME", name))).toBe(10_000);
  const other = await made(second.replace("NAME", name));
  await signIn(other);
  expect(await creditsOf(other)).toBe(0);
  expect(await refusedOf(other)).toBe("email");
});

test.each([
  ["dots elsewhere", "a.NAME@example.org", "aNAME@example.org"],
  ["the same name at another host", "NAME@example.org", "NAME@example.net"],
  ["a name that is nothing but a plus and more", "+NAME@example.org", "+xNAME@example.org"],
  ["a host that only ends like Gmail's", "a.NAME@notgmail.com", "aNAME@notgmail.com"],
])("%s are two people", async (_, first, second) => {
  const name = newName();
  expect(await creditsFor(first.replace("NAME", name))).toBe(10_000);
  expect(await creditsFor(second.replace("NAME", name))).toBe(10_000);
});

test("an account that was deleted and made again gets no second grant", async () => {
  const email = `${newName()}@example.org`;
  const userId = await made(email);
  await signIn(userId);
  await sql`delete from auth.users where id = ${userId}`;
  expect(await creditsFor(email)).toBe(0);
});

test("one network address gets so many grants a day, and what it missed with a later sign-in", async () => {
  const signupGrants = { aDay: 1000, anAddress: 3 };
  const here = { signupGrants, address: "198.51.100.0/24" };
  const people = await Promise.all(
    Array.from({ length: 10 }, () => made(`${newName()}@example.org`)),
  );
  await Promise.all(people.map((userId) => signIn(userId, here)));
  const credits = await Promise.all(people.map(creditsOf));
  expect(credits.filter((each) => each === 10_000)).toHaveLength(3);
  const missed = people[credits.indexOf(0)] ?? "";
  expect(await refusedOf(missed)).toBe("address");

  const elsewhere = await made(`${newName()}@example.org`);
  await signIn(elsewhere, { signupGrants, address: "198.51.101.0/24" });
  expect(await creditsOf(elsewhere)).toBe(10_000);

  await signIn(missed, here);
  expect(await creditsOf(missed)).toBe(0);
  await sql`update private.first_grants set granted_at = now() - interval '25 hours'`;
  await signIn(missed, here);
  expect([await creditsOf(missed), await refusedOf(missed)]).toEqual([10_000, null]);
  await signIn(missed, here);
  expect(await creditsOf(missed)).toBe(10_000);
});

test("a throwaway email brings nothing and uses nothing up, until the account has another", async () => {
  const isThrowawayEmail = async (email: string) => email.endsWith("@mailbox.test");
  const email = `${newName()}@mailbox.test`;
  const userId = await made(email);
  await signIn(userId, { isThrowawayEmail, email });
  expect([await creditsOf(userId), await refusedOf(userId)]).toEqual([0, "throwaway"]);
  expect(await sql`select 1 from private.first_grants`).toEqual([]);
  const kept = `${newName()}@example.org`;
  await sql`update auth.users set email = ${kept} where id = ${userId}`;
  await signIn(userId, { isThrowawayEmail, email: kept });
  expect([await creditsOf(userId), await refusedOf(userId)]).toEqual([10_000, null]);
});

test("an address that all visitors share has no limit of its own", async () => {
  const settings = { signupGrants: { aDay: 1000, anAddress: 1 }, isSingleVisitor: () => false };
  const people = await Promise.all(
    Array.from({ length: 5 }, () => made(`${newName()}@example.org`)),
  );
  for (const userId of people) await signIn(userId, settings);
  expect(await Promise.all(people.map(creditsOf))).toEqual(people.map(() => 10_000));
});

test("so many grants a day are given in all, wherever people come from", async () => {
  const signupGrants = { aDay: 4, anAddress: 1000 };
  const people = await Promise.all(
    Array.from({ length: 9 }, () => made(`${newName()}@example.org`)),
  );
  await Promise.all(
    people.map((userId, nr) => signIn(userId, { signupGrants, address: `10.0.${nr}.0/24` })),
  );
  const credits = await Promise.all(people.map(creditsOf));
  expect(credits.filter((each) => each === 10_000)).toHaveLength(4);
  expect(await refusedOf(people[credits.indexOf(0)] ?? "")).toBe("day");
});

test("without a grant nothing is used up, and the account knows why", async () => {
  const email = `${newName()}@example.org`;
  const userId = await made(email);
  await signIn(userId, { signupCredits: 0 });
  expect(await refusedOf(userId)).toBe("off");
  expect(await sql`select 1 from private.first_grants`).toEqual([]);
});

test("the address of a grant is forgotten after two days", async () => {
  await signIn(await made(`${newName()}@example.org`));
  await sql`update private.first_grants set granted_at = now() - interval '3 days'`;
  await world.cleanUp(100);
  expect(await sql`select address from private.first_grants`).toEqual([{ address: null }]);
});

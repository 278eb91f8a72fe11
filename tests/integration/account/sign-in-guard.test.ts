import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabaseSignInGuard } from "~/.server/account/supabase-sign-in-guard";
import type { KnownDevice } from "~/domain/viewer";
import { AppError } from "~/.server/errors";
import { startWorld } from "../sql/world";

const { sql, database } = await startWorld();
const guard = createSupabaseSignInGuard(database, () => {});

let addresses = 0;
const someone = (): KnownDevice => {
  addresses += 1;
  return { agent: "", address: `10.${addresses >> 8}.${addresses % 256}.0/24`, ids: [] };
};
const newEmail = () => `${randomUUID()}@example.com`;

/** An account whose owner has signed up at home. */
async function owned(): Promise<{ email: string; home: KnownDevice }> {
  const [email, home] = [newEmail(), someone()];
  const { ids } = await guard.registerPlace(email, home);
  return { email, home: { ...home, ids } };
}

const fail = (email: string, device: KnownDevice) => guard.begin(email, device);
/** Whether a try is let through now; if so, it counts as a failure. */
const isRefused = async (email: string, device: KnownDevice): Promise<boolean> =>
  await guard.begin(email, device).then(
    () => false,
    (error: unknown) => error instanceof AppError && error.code === "rate_limited",
  );
const accountOf = (email: string) => createHash("sha256").update(email).digest("hex");
/** How many seconds the wait takes, in whole, that the latest failure began; null for none. */
async function waitAfter(bucket: string): Promise<number | null> {
  const [row] = await sql<{ seconds: number | null }[]>`
    select round(extract(epoch from blocked_until - attempted_at))::integer as seconds
    from private.sign_in_attempts where bucket = ${bucket}`;
  return row?.seconds ?? null;
}
const hereOf = (email: string, { address }: KnownDevice) =>
  `place:${accountOf(email)}:address:${address}`;
/** As if every wait were over. */
const letTimePass = () =>
  sql`update private.sign_in_attempts set blocked_until = now() - interval '1 second'`;

async function succeed(email: string, device: KnownDevice) {
  return await (await guard.begin(email, device)).succeed();
}

test("a refusal says how long it holds", async () => {
  const [email, stranger] = [newEmail(), someone()];
  await fail(email, stranger);
  await sql`update private.sign_in_attempts set blocked_until = now() + interval '1 hour' where bucket = ${hereOf(email, stranger)}`;
  const refused = await guard.begin(email, stranger).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    code: "rate_limited",
    facts: {
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 3500 && seconds <= 3600),
    },
  });
});

test("five failures from one place begin a wait there, which doubles up to a quarter of an hour", async () => {
  const { email } = await owned();
  const stranger = someone();
  for (let nr = 1; nr <= 4; nr += 1) await fail(email, stranger);
  const waits: number[] = [];
  for (let nr = 5; nr <= 16; nr += 1) {
    await letTimePass();
    await fail(email, stranger);
    waits.push((await waitAfter(hereOf(email, stranger))) ?? 0);
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  expect(await isRefused(email, stranger)).toBe(true);
});

test("the owner gets through at home and on a known device, whatever strangers do, without any wait", async () => {
  const { email, home } = await owned();
  for (let nr = 1; nr <= 40; nr += 1) {
    await letTimePass();
    await fail(email, someone());
  }
  expect(await waitAfter(`account:${accountOf(email)}`)).toBe(300);
  expect(await isRefused(email, someone())).toBe(true);
  expect(await succeed(email, { ...home, ids: [] })).toMatchObject({ isNew: true });
  expect(await succeed(email, { ...someone(), ids: home.ids })).toMatchObject({ isNew: false });
});

test("a known device gets through although its own address is the one that attacks", async () => {
  const { email, home } = await owned();
  const neighbour = { ...home, ids: [] };
  for (let nr = 1; nr <= 8; nr += 1) {
    await letTimePass();
    await fail(email, neighbour);
  }
  expect(await waitAfter(hereOf(email, neighbour))).toBe(16);
  expect(await succeed(email, home)).toMatchObject({ isNew: false });
});

test("a known device that keeps failing has to wait as well", async () => {
  const { email, home } = await owned();
  for (let nr = 1; nr <= 5; nr += 1) await fail(email, home);
  const device = createHash("sha256").update(home.ids[0]!).digest("hex");
  expect(await waitAfter(`place:${accountOf(email)}:device:${device}`)).toBe(2);
});

test("a place that the account does not know waits no longer than five minutes, however long it is attacked", async () => {
  const { email } = await owned();
  await fail(email, someone());
  await sql`update private.sign_in_attempts set attempts = 1000000 where bucket like 'account:%'`;
  await fail(email, someone());
  expect(await waitAfter(`account:${accountOf(email)}`)).toBe(300);
});

test("after a day all is forgotten, also where somebody fails every hour", async () => {
  const { email } = await owned();
  const stranger = someone();
  for (let nr = 1; nr <= 9; nr += 1) {
    await letTimePass();
    await fail(email, stranger);
  }
  await sql`update private.sign_in_attempts set expires_at = expires_at - interval '23 hours'`;
  await letTimePass();
  await fail(email, stranger);
  expect(await waitAfter(hereOf(email, stranger))).toBe(64);
  await sql`update private.sign_in_attempts set expires_at = expires_at - interval '1 hour'`;
  await letTimePass();
  await fail(email, stranger);
  expect(await waitAfter(hereOf(email, stranger))).toBeNull();
});

test("right passwords are never counted", async () => {
  const { email } = await owned();
  const cafe = someone();
  for (let nr = 1; nr <= 30; nr += 1) await succeed(email, { ...cafe, ids: [] });
  expect(
    await sql`select 1 from private.sign_in_attempts where bucket like ${`%${cafe.address}%`} and attempts > 0`,
  ).toEqual([]);
});

test("a right password forgets the failures before it at its place", async () => {
  const { email, home } = await owned();
  for (let nr = 1; nr <= 4; nr += 1) await fail(email, home);
  await succeed(email, home);
  for (let nr = 1; nr <= 4; nr += 1) await fail(email, home);
  expect(await isRefused(email, home)).toBe(false);
});

test("trouble is no failure", async () => {
  const { email } = await owned();
  const stranger = someone();
  for (let nr = 1; nr <= 20; nr += 1) await (await guard.begin(email, stranger)).discard();
  expect(
    await sql`select bucket from private.sign_in_attempts where bucket like ${`%${stranger.address}`} and (attempts > 0 or blocked_until > now())`,
  ).toEqual([]);
});

test("a success elsewhere does not end a wait that others' failures began meanwhile", async () => {
  const [{ email }, other] = [await owned(), newEmail()];
  const shared = someone();
  const slow = await guard.begin(email, shared);
  for (let nr = 1; nr <= 49; nr += 1) await fail(`${nr}-${other}`, shared);
  const from = `from:address:${shared.address}`;
  expect(await waitAfter(from)).toBe(2);
  await slow.succeed();
  expect(await waitAfter(from)).toBe(2);
});

test("a hundred tries at once are no more than one after the other", async () => {
  const { email } = await owned();
  const stranger = someone();
  for (let nr = 1; nr <= 12; nr += 1) {
    await letTimePass();
    await fail(email, stranger);
  }
  await letTimePass();
  const refused = await Promise.all(Array.from({ length: 100 }, () => isRefused(email, stranger)));
  expect(refused.filter((each) => !each)).toHaveLength(1);
});

test("one password for many accounts from one address is slowed down too", async () => {
  const stranger = someone();
  for (let nr = 1; nr <= 50; nr += 1) await fail(newEmail(), stranger);
  expect(await waitAfter(`from:address:${stranger.address}`)).toBe(2);
});

test("one account tried from a thousand addresses lets twenty through, and its owner at home as ever", async () => {
  const { email, home } = await owned();
  let through = 0;
  for (let nr = 1; nr <= 1000; nr += 50) {
    const refused = await Promise.all(
      Array.from({ length: 50 }, () => isRefused(email, someone())),
    );
    through += refused.filter((each) => !each).length;
  }
  // A wait of a second or two may be over meanwhile.
  expect(through).toBeGreaterThanOrEqual(20);
  expect(through).toBeLessThan(40);
  await succeed(email, home);
});

test("an address that nobody has is counted like any other", async () => {
  const [nobody, { email }] = [newEmail(), await owned()];
  const waitsOf = async (each: string) => {
    const stranger = someone();
    for (let nr = 1; nr <= 7; nr += 1) {
      await letTimePass();
      await fail(each, stranger);
    }
    return await waitAfter(hereOf(each, stranger));
  };
  expect(await waitsOf(nobody)).toBe(8);
  expect(await waitsOf(email)).toBe(8);
});

test("a mailed link clears every failure and forgets every other place", async () => {
  const { email, home } = await owned();
  for (let nr = 1; nr <= 30; nr += 1) {
    await letTimePass();
    await fail(email, someone());
  }
  const phone = someone();
  const { ids } = await guard.resetPlaces(email, phone);
  await fail(email, someone());
  expect(await succeed(email, { ...phone, ids })).toMatchObject({ isNew: false });
  expect(await succeed(email, home)).toMatchObject({ isNew: true });
});

test("a device that was never seen is new, except where an account begins, and known from then on", async () => {
  const { email, home } = await owned();
  const laptop = someone();
  const first = await succeed(email, laptop);
  expect(first.isNew).toBe(true);
  expect(await succeed(email, { ...laptop, ids: first.ids })).toEqual({
    ids: first.ids,
    isNew: false,
  });
  expect((await guard.registerPlace(newEmail(), home)).isNew).toBe(false);
});

test("a browser is known to each of several accounts by an id of its own, and keeps the latest eight", async () => {
  const browser = someone();
  const emails = Array.from({ length: 9 }, newEmail);
  let { ids }: { ids: readonly string[] } = browser;
  for (const email of emails) ({ ids } = await guard.registerPlace(email, { ...browser, ids }));
  expect(new Set(ids).size).toBe(8);
  for (const email of emails.slice(1))
    expect(await succeed(email, { ...someone(), ids })).toMatchObject({ isNew: false });
  const stolen = ids.slice(0, 1);
  expect(await succeed(emails[1]!, { ...someone(), ids: stolen })).toMatchObject({ isNew: true });
});

test("the database holds neither addresses nor the ids of browsers", async () => {
  const { email, home } = await owned();
  await fail(email, someone());
  const rows =
    await sql`select t::text as text from private.sign_in_attempts t union all select k::text from private.known_places k`;
  const all = rows.map(({ text }) => String(text)).join("\n");
  expect(all).not.toContain(email);
  expect(all).not.toContain(home.ids[0]);
});

test("capitals and spaces around an address make no other account of it", async () => {
  const { email } = await owned();
  const stranger = someone();
  for (let nr = 1; nr <= 5; nr += 1)
    await fail(nr % 2 ? email : ` ${email.toUpperCase()} `, stranger);
  expect(await waitAfter(hereOf(email, stranger))).toBe(2);
});

test("a person stays signed in although the place could not be written down", async () => {
  const logged: string[] = [];
  const down = { asService: () => ({ call: () => Promise.reject(new Error("down")) }) };
  const { registerPlace } = createSupabaseSignInGuard(down as never, (words) => logged.push(words));
  const device = { ...someone(), ids: ["a".repeat(22)] };
  expect(await registerPlace(newEmail(), device)).toEqual({ ids: device.ids, isNew: false });
  expect(logged).toHaveLength(1);
});

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openMailbox } from "../../../app/.server/mail/mailbox.ts";
import { mailedToken, PlainBrowser } from "./plain-browser.ts";
import { startSite } from "./site.ts";

const site = await startSite({ env: { EMAIL_CONFIRMATION: "on" } });
const newBrowser = () => new PlainBrowser(site.origin);
const mailsTo = async (email: string) =>
  (await openMailbox(site.dataDir).list()).filter(({ to }) => to === email);
const signIn = async (email: string, password: string) =>
  (await newBrowser().send("/login", { email, password, next: "/" })).status;

/** An attacker signs up with somebody's address and a password of their own, then its owner signs up too. */
async function bothSignUp() {
  const email = `${randomUUID()}@example.org`;
  const guess = "the attacker's lantern";
  const [attacker, owner] = [newBrowser(), newBrowser()];
  const form = { email, next: "/gallery" };
  const first = await attacker.send("/signup", { ...form, name: "Mallory", password: guess });
  const second = await owner.send("/signup", form);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(await first.text()).toContain("link");
  expect([attacker.cookies.size, owner.cookies.size]).toEqual([0, 0]);
  return { email, guess, attacker, owner };
}

test("the form asks for the address alone, since the link decides who has the account", async () => {
  const page = await (await newBrowser().send("/signup")).text();
  const form = page.split('action="/signup"')[1]?.split("</form>")[0] ?? "";
  const fields = Array.from(form.matchAll(/<input[^>]* name="(\w+)"/g), ([, name]) => name);
  expect(fields).toEqual(["next", "email"]);
});

test("of all who sign up with one address, who opens the mail has the account, and nothing of the others", async () => {
  const { email, guess, owner } = await bothSignUp();
  const token = await mailedToken(site, email);
  expect(token).not.toBe("");
  expect(await signIn(email, guess)).toBe(401);

  const link = { token_hash: token, type: "signup", next: "/gallery" };
  const choosing = await owner.submit("/auth/confirm", link);
  expect(choosing).toBe("/reset-password?next=%2Fgallery");
  expect(await signIn(email, guess)).toBe(401);
  const page = await (await owner.send(choosing)).text();
  expect(page).toContain("Choose your password");
  expect(page).not.toContain('name="currentPassword"');
  expect(await owner.submit(choosing, { password: "the owner's own", next: "/gallery" })).toBe(
    "/gallery",
  );

  expect((await owner.send("/gallery")).status).toBe(200);
  expect([await signIn(email, guess), await signIn(email, "the owner's own")]).toEqual([401, 302]);
  expect(await (await owner.send("/account")).text()).not.toContain("Mallory");
  expect((await newBrowser().send("/auth/confirm", link)).status).toBe(400);
  const subjects = (await mailsTo(email)).map(({ subject }) => subject);
  expect(subjects.filter((subject) => /confirm|password/i.test(subject))).toHaveLength(1);
});

test("signing up and asking for a password, again and again, tells in words and in time nothing of an address", async () => {
  const known = `${randomUUID()}@example.org`;
  await newBrowser().send("/signup", { email: known, next: "/" });
  const link = { token_hash: await mailedToken(site, known), type: "signup", next: "/" };
  await newBrowser().submit("/auth/confirm", link);
  const fresh = `${randomUUID()}@example.org`;
  const told = async (email: string) => {
    const answers: unknown[] = [];
    for (const path of ["/signup", "/signup", "/forgot-password", "/forgot-password"]) {
      const began = performance.now();
      const { status, headers, text } = await shown(path, { email, next: "/" });
      // The time of an answer has a floor that is above what either takes.
      const isFloorKept = performance.now() - began >= (path === "/signup" ? 990 : 390);
      answers.push({ path, status, isFloorKept, retry: headers.get("retry-after"), text });
    }
    return answers;
  };
  const [ofKnown, ofFresh] = await Promise.all([told(known), told(fresh)]);
  expect(ofKnown).toEqual(ofFresh);
  expect(ofFresh).toEqual(
    ofFresh.map(() => expect.objectContaining({ status: 200, isFloorKept: true })),
  );
});

/** An answer without what differs each time, or is the address itself. */
async function shown(path: string, fields: { email: string; next: string }) {
  const { status, headers, ...answer } = await newBrowser()
    .send(path, fields)
    .then(async (response) => ({
      ...{ status: response.status, headers: response.headers, page: await response.text() },
    }));
  const text = answer.page.replaceAll(fields.email, "EMAIL").replaceAll(/ nonce="[^"]*"/g, "");
  return { status, headers, text };
}

test("who never comes to choosing a password has an account that nobody else can enter", async () => {
  const { email, guess, owner } = await bothSignUp();
  const link = { token_hash: await mailedToken(site, email), type: "signup", next: "/" };
  await owner.submit("/auth/confirm", link);
  await owner.submit("/logout", {});
  expect(await signIn(email, guess)).toBe(401);
  await owner.send("/forgot-password", { email });
  await expect.poll(() => mailedToken(site, email)).not.toBe(link.token_hash);
  const reset = { token_hash: await mailedToken(site, email), type: "recovery", next: "/" };
  const choosing = await owner.submit("/auth/confirm", reset);
  await owner.submit(choosing, { password: "the owner's own", next: "/account" });
  expect([await signIn(email, guess), await signIn(email, "the owner's own")]).toEqual([401, 302]);
});

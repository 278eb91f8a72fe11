import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabaseAuth } from "~/.server/auth/supabase-auth";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createDatabase } from "~/.server/db/clients";
import { startTestBackend } from "../backend";
import { sessionSettings } from "../sql/world";

const { backend, sql } = await startTestBackend({ emailConfirmation: true });
const gateway = createSupabaseAuth({
  ...backend,
  forwardingKey: null,
  jwksUrl: null,
  records: createSupabaseSessions(createDatabase(backend), sessionSettings),
  https: false,
  maxAgeSeconds: 3600,
  log: () => {},
});
const open = () =>
  gateway.open(
    new Request("http://localhost:5000/"),
    { agent: "", address: "203.0.113.0/24" },
    null,
  );

const creditsOf = (email: string) =>
  sql`select u.credits::int as credits from users u join auth.users a on a.id = u.id where a.email = ${email}`;

test("where emails are confirmed, the first credits come with the confirmation, once for each mailbox", async () => {
  const name = randomUUID().replaceAll("-", "");
  const emails = [`${name}@example.com`, `${name}+again@example.com`];
  for (const email of emails) {
    const person = { email, password: `pass ${randomUUID()}`, name: "Ada" };
    expect(await open().signUp(person)).toBe("confirm_email");
    expect(await creditsOf(email)).toEqual([{ credits: 0 }]);
  }
  for (const email of emails) {
    const mail = (await backend.mailbox.list()).find(({ to }) => to === email);
    const token = new URL(mail?.link ?? "").searchParams.get("token_hash") ?? "";
    await open().confirm(token, "signup");
  }
  expect(await creditsOf(emails[0] ?? "")).toEqual([{ credits: 10_000 }]);
  expect(await creditsOf(emails[1] ?? "")).toEqual([{ credits: 0 }]);
});

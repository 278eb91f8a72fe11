import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withSecurityLog } from "~/.server/auth/log-security";
import type { RequestAuth } from "~/.server/auth/port";
import { createSupabaseSecurityLog } from "~/.server/auth/supabase-security-log";
import { AppError } from "~/.server/errors";
import { startWorld } from "../sql/world";

const world = await startWorld();
const { sql, database } = world;
const complaints: string[] = [];
const securityLog = createSupabaseSecurityLog(database, (message) => complaints.push(message));
const device = { agent: "A browser", address: "192.0.2.0/24" };

/** A conversation in which everything ends as `answer` says. */
function opened(answer: () => Promise<never> | Promise<unknown>, viewer: unknown = null) {
  const auth = new Proxy({} as RequestAuth, {
    ownKeys: () => [],
    get: (_target, name) =>
      name === "viewer" || name === "viewerFromCookies" ? async () => viewer : answer,
  });
  const gateway = {
    ...{ open: () => auth, check: async () => {} },
    ...{ requiresConfirmation: async () => false, signsUpByMail: () => false },
    offersGoogle: () => false,
  };
  const request = new Request("http://localhost:5000/");
  return withSecurityLog(gateway, securityLog).open(request, device, null);
}
const lines = () =>
  sql`select event, outcome, user_id as "userId", address from security_log order by id`;

test("every attempt leaves a line with its outcome and the account that it was about, and no address", async () => {
  const ann = await world.person();
  await opened(async () => ann).signIn({ email: ann.email, password: "right" });
  const wrong = opened(async () => Promise.reject(new AppError("wrong_credentials")));
  for (const email of [ann.email.toUpperCase(), `${randomUUID()}@example.com`])
    await expect(wrong.signIn({ email, password: "wrong" })).rejects.toThrow("wrong_credentials");
  await opened(async () => "taken").signUp({ email: ann.email, password: "x", name: "" });
  await opened(async () => undefined).sendResetMail(ann.email);
  await opened(async () => ann).confirm("hash", "recovery");
  await opened(async () => undefined, ann).changePassword({ password: "new", current: null });
  await opened(async () => undefined, ann).signOut();
  const { userId } = ann;
  const of = (event: string, outcome: string, id: string | null) => ({
    event,
    outcome,
    userId: id,
    address: device.address,
  });
  expect(await lines()).toEqual([
    of("sign_in", "done", userId),
    of("sign_in", "wrong_credentials", userId),
    of("sign_in", "wrong_credentials", null),
    of("sign_up", "taken", userId),
    of("reset_mail", "done", userId),
    of("confirm", "done", userId),
    of("password_change", "done", userId),
    of("sign_out", "done", userId),
  ]);
  expect(JSON.stringify(await sql`select * from security_log`)).not.toContain(ann.email);
});

test("people cannot read it, and its lines go after 90 days", async () => {
  const ann = await world.person();
  const line = { p_event: "form", p_outcome: "done", p_address: "" };
  await expect(database.asViewer(ann).call("log_security_event", line)).rejects.toThrow(
    /permission denied|42501/,
  );
  await securityLog.note({
    event: "form",
    outcome: "forbidden",
    userId: null,
    email: null,
    address: "",
  });
  await sql`update security_log set created_at = now() - interval '91 days' where event <> 'form'`;
  const { removed } = (await world.cleanUp(1000)) as {
    removed: Record<string, number>;
  };
  expect(removed["securityLines"]).toBe(8);
  expect((await lines()).map(({ event }) => event as string)).toEqual(["form"]);
});

test("a line that cannot be written keeps nobody out", async () => {
  await sql`alter table security_log rename to away`;
  const ann = await world.person();
  await expect(
    opened(async () => ann).signIn({ email: ann.email, password: "right" }),
  ).resolves.toBe(ann);
  expect(complaints).toHaveLength(1);
  await sql`alter table away rename to security_log`;
});

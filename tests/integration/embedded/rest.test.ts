import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startTestBackend } from "../backend";

const migrationsDir = fileURLToPath(new URL("migrations", import.meta.url));
const { visitor, service, createUser, sql, logged } = await startTestBackend({ migrationsDir });

test("a column that was not granted cannot be set, although this process has started on an existing database", async () => {
  const { client, viewer } = await createUser();
  await sql`insert into public.notes (owner, body) values (${viewer.userId}, 'mine')`;
  const allowed = await client.from("notes").update({ body: "changed" }).eq("owner", viewer.userId);
  const refused = await client
    .from("notes")
    .update({ money: 1_000_000 })
    .eq("owner", viewer.userId);
  expect(allowed.error).toBeNull();
  expect(refused.error?.code).toBe("42501");
  const [row] = await sql`select body, money from public.notes where owner = ${viewer.userId}`;
  expect(row).toEqual({ body: "changed", money: "12.50" });
});

test("times keep their microseconds and numbers are numbers", async () => {
  const { client, viewer } = await createUser();
  await sql`insert into public.notes (owner, body) values (${viewer.userId}, 'mine')`;
  const { data } = await client.from("notes").select("money, written_at");
  expect(data).toEqual([{ money: 12.5, written_at: "2026-01-02T03:04:05.678901+00:00" }]);
});

test("a visitor's and the server's reads that run together do not mix", async () => {
  await sql`insert into public.notes (owner, body) values (${randomUUID()}, 'secret')`;
  for (let round = 0; round < 50; round += 1) {
    const [theirs, all] = await Promise.all([
      visitor.from("notes").select("body"),
      service.from("people").select("id"),
    ]);
    expect(theirs.data).toEqual([]);
    expect(all.error).toBeNull();
  }
});

test("a trigger on new accounts reads what was given at sign-up", async () => {
  const { viewer } = await createUser({ name: "Ann Example" });
  expect(await sql`select name from public.people where id = ${viewer.userId}`).toEqual([
    { name: "Ann Example" },
  ]);
});

test("the schemas auth and pgmq cannot be reached from outside", async () => {
  const ofAuth = await service.schema("auth").from("users").select("*");
  const ofQueue = await service.schema("pgmq").rpc("read", { queue_name: "jobs", vt: 1, qty: 1 });
  expect(ofAuth.error).not.toBeNull();
  expect(ofQueue.error).not.toBeNull();
});

test("a failed statement is logged without its values", async () => {
  const { error } = await service
    .from("notes")
    .insert({ owner: "not-a-uuid private@example.com", body: "x" });
  expect(error?.code).toBe("22P02");
  expect(JSON.stringify(logged)).not.toContain("private@example.com");
});

test("warnings of Node's own pass", async () => {
  const warned = once(process, "warning");
  process.emitWarning(Object.assign(new Error("a test"), { name: "TestWarning" }));
  expect(await warned).toMatchObject([{ name: "TestWarning" }]);
});

import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startEveryEmulator } from "../../emulators/every-emulator.ts";
import { emulatedBlobToken } from "../../emulators/vercel-blob.ts";
import { studioFields, visitorOf } from "../faults/site.ts";
import { violationsIn } from "../sql/violations.ts";
import { startHostedSite } from "./site.ts";

const cronSecret = "0123456789abcdef0123456789abcdef";
const emulator = await startEveryEmulator();
afterAll(() => emulator.close());
const { server, startAgain, project, auth } = await startHostedSite({
  NODE_ENV: "test",
  HOSTING: "autoscale",
  EMAIL_CONFIRMATION: "off",
  BLOB_READ_WRITE_TOKEN: emulatedBlobToken,
  PROVIDER_EMULATOR: emulator.origin,
  CRON_SECRET: cronSecret,
});
auth.behave({ confirmation: false });
const sql = project.admin;
const { origin, dataDir } = server;

const call = (secret = cronSecret, query = "") =>
  fetch(`${origin}/cron/work${query}`, { headers: { authorization: `Bearer ${secret}` } });
const work = async (query = "") => (await (await call(cronSecret, query)).json()) as object;
const nothing = { worked: 0, more: false, skipped: false };

async function signUp() {
  const person = { name: "Ada", email: `${randomUUID()}@example.org`, next: "/" };
  const answer = await visitorOf(origin, "").post("/signup", {
    ...person,
    password: `lantern ${randomUUID()}`,
  });
  expect(answer.status).toBe(302);
  const cookies = answer.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
  return visitorOf(origin, cookies.join("; "));
}

/** Everything of the latest request: how it stands, what it cost, what there is of it. */
async function latest() {
  const [row] = await sql<{ id: string; status: string }[]>`
    select id, status from generations order by created_at desc limit 1`;
  const id = row?.id ?? "";
  const lines = await sql<{ reason: string; delta: string }[]>`
    select reason, delta from credit_ledger where generation_id = ${id} order by seq`;
  const files = await sql`select id, store from media where generation_id = ${id}`;
  return { status: row?.status, files: files.length, ledger: lines.map(({ reason }) => reason) };
}

test("a machine that is stopped between requests: the next one works the queue when it is called, once", async () => {
  const person = await signUp();
  expect((await person.post("/", studioFields())).status).toBe(302);
  expect(await latest()).toEqual({ status: "queued", files: 0, ledger: ["charge"] });
  expect(await server.stop()).toBe(0);

  let machine = await startAgain();
  expect((await call("not the secret")).status).toBe(401);
  expect(await latest()).toMatchObject({ status: "queued" });
  expect(await work()).toEqual({ worked: 1, more: false, skipped: false });
  const done = { status: "succeeded", files: 1, ledger: ["charge"] };
  expect(await latest()).toEqual(done);
  expect(await work()).toEqual(nothing);
  expect(await latest()).toEqual(done);
  expect((await person.get("/gallery")).text).toContain("1 picture");

  // In the middle of the work, with and without a warning; the machine answers no request meanwhile.
  for (const end of ["stop", "kill"] as const) {
    expect((await person.post("/", { ...studioFields(), count: "2" })).status).toBe(302);
    const answered = work().catch(() => "cut off");
    await expect.poll(async () => (await latest()).status).toBe("running");
    await machine[end]();
    await answered;
    expect(await latest()).toMatchObject({ ledger: ["charge"] });
    machine = await startAgain();
    // The lease of a machine that was switched off runs out.
    await sql`update private.generation_jobs set lease_expires_at = clock_timestamp() - interval '1 second'
      where lease_expires_at > clock_timestamp()`;
    await sql`update pgmq.q_generations set vt = clock_timestamp()`;
    await expect
      .poll(async () => (await work(), await latest()))
      .toMatchObject({
        status: "succeeded",
      });
    expect(await latest()).toEqual({ status: "succeeded", files: 2, ledger: ["charge"] });
  }
  expect(await violationsIn(sql, 100)).toEqual([]);
  expect(await readdir(join(dataDir, "media"), { recursive: true }).catch(() => [])).toEqual([]);
});

test("calls at the same time are harmless, and one whose time is over says that there is more", async () => {
  const person = await signUp();
  for (let count = 0; count < 3; count += 1)
    expect((await person.post("/", { ...studioFields(), count: "2" })).status).toBe(302);
  const reports = await Promise.all([work("?seconds=1"), work(), work()]);
  expect(reports.filter((report) => "skipped" in report && report.skipped)).toHaveLength(2);
  await expect
    .poll(async () => {
      await work();
      const rows = await sql`select status from generations where status in ('queued', 'running')`;
      return rows.length;
    })
    .toBe(0);
  const [charges] = await sql<{ count: number }[]>`
    select count(*)::int as count from credit_ledger where reason = 'charge'`;
  const [generations] = await sql<{ count: number }[]>`
    select count(*)::int as count from generations where status = 'succeeded'`;
  expect(charges).toEqual(generations);
  expect(await violationsIn(sql, 100)).toEqual([]);
});

import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { violationsIn } from "../sql/violations";
import { openAdmin } from "../sql/world";
import { keptFields, startSite, studioFields, type Answer, type Visitor } from "./site";

const site = await startSite();
const { sql, nobody } = site;
const never = "0198f0c4-7a10-7000-8000-000000000001";

/** A plain page that says what is the matter and when to come back. */
function expectPlain503(answer: Answer): void {
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(answer.text).toContain("available right now");
}

/** The page holds everything that was typed, and a form that sends it again with the same key. */
function expectKept(answer: Answer, fields: Record<string, string>): void {
  expectPlain503(answer);
  expect(answer.text).toContain("We kept what you typed");
  expect(keptFields(answer.text)).toMatchObject(fields);
}

const reads = (visitor: Visitor) => async () => (await visitor.get("/")).status;
const back = { interval: 100 };

/** As a person does after an outage: sends the same form again until it is not told to come back later. */
async function sendUntilTaken(visitor: Visitor, fields: Record<string, string>): Promise<Answer> {
  let answer = await visitor.post("/?index", fields);
  const isTaken = async () => {
    if (answer.status === 503) answer = await visitor.post("/?index", fields);
    return answer.status !== 503;
  };
  await expect.poll(isTaken, back).toBe(true);
  return answer;
}

/** Waits until the generation that a redirect leads to has become a picture. */
async function expectPicture(answer: Answer): Promise<string> {
  expect(answer.status).toBe(302);
  const id = answer.headers.get("location")?.split("/").at(-1) ?? "";
  const status = async () =>
    (await sql`select status from generations where id = ${id}`)[0]?.["status"];
  await expect.poll(status, { interval: 100 }).toBe("succeeded");
  return id;
}

test("of a hundred forms sent at once with credit for one picture, one is accepted and 99 are told what is missing", async () => {
  const ada = await site.signUp();
  await sql`select adjust_credits(${await openAdmin(sql)}, ${ada.userId}, -9500, 'test', 'one')`;
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => sendUntilTaken(ada, studioFields())),
  );
  const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
  expect(statuses).toEqual([302, ...Array.from({ length: 99 }, () => 402)]);
  expect(await ada.credits()).toBe(0);
});

test("while every connection is taken, pages answer 503 without waiting for the database, and nothing is charged", async () => {
  const ada = await site.signUp();
  expect((await ada.get("/")).status).toBe(200);
  const fields = studioFields();
  await sql.begin(async (tx) => {
    // Waiting for the second with the first in hand could meet whoever does it the other way round.
    const isLocked = () =>
      tx
        .savepoint(
          (point) =>
            point`lock table public.users, public.app_settings in access exclusive mode nowait`,
        )
        .then(
          () => true,
          (error: unknown) => {
            if (error instanceof Error && "code" in error && error.code === "55P03") return false;
            throw error;
          },
        );
    await expect.poll(isLocked).toBe(true);
    const isGivenUpInLine = async () => {
      const pages = Array.from({ length: 24 }, () => ada.get("/"));
      expectKept(await ada.post("/?index", fields), fields);
      for (const page of await Promise.all(pages)) expectPlain503(page);
      // Ten wait in the database for some seconds: the others are given up before it has heard of them.
      return site.output().includes("studio_page did not get through: PGRST003");
    };
    await expect.poll(isGivenUpInLine).toBe(true);
  });
  await expect.poll(reads(ada), back).toBe(200);
  expect(await ada.credits()).toBe(10_000);
});

test("while the database does not react at all, every page ends, and all works again by itself", async () => {
  const ada = await site.signUp();
  await ada.get("/");
  const pids = await site.databasePids();
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  onTestFinished(() => pids.forEach((pid) => proceed(pid)));
  const fields = studioFields();
  const signIn = { email: "ada@example.org", password: "lantern in the fog", next: "/" };
  const paths = [
    "/",
    "/gallery",
    `/generations/${never}`,
    `/media/${never}/thumb`,
    "/account",
    "/events",
  ];
  const [form, login, ready, health, about, loginPage, ...pages] = await Promise.all([
    ada.post("/?index", fields),
    nobody.post("/login", signIn),
    nobody.get("/readyz"),
    nobody.get("/healthz"),
    nobody.get("/about-models"),
    nobody.get("/login"),
    ...paths.map((path) => ada.get(path)),
  ]);
  for (const page of pages) expectPlain503(page);
  expectKept(form, fields);
  expectPlain503(login);
  expect(login.text).toContain("ada@example.org");
  expect(login.text).not.toContain("lantern in the fog");
  expect([ready.status, health.status, about.status, loginPage.status]).toEqual([
    503, 200, 200, 200,
  ]);
  for (const pid of pids) proceed(pid);
  await expect.poll(reads(ada), back).toBe(200);
  await expectPicture(await sendUntilTaken(ada, keptFields(form.text)));
  expect(await ada.credits()).toBe(9500);
});

test("while the database restarts, pages answer 200 or 503, the live stream stays, and the work goes on", async () => {
  const ada = await site.signUp();
  const heard = await ada.listen();
  const [postmaster = 0] = await site.databasePids();
  process.kill(postmaster, "SIGINT");
  const answers: Answer[] = [];
  const isBack = async () => {
    answers.push(await ada.get("/"));
    return answers.slice(-3).every(({ status }) => status === 200) && answers.length > 8;
  };
  await expect.poll(isBack, { interval: 20 }).toBe(true);
  const failed = answers.filter(({ status }) => status !== 200);
  for (const answer of failed) expectPlain503(answer);
  expect(site.output()).toContain("PostgreSQL answers again.");
  const id = await expectPicture(await sendUntilTaken(ada, studioFields()));
  await expect.poll(heard).toContain(`data: ${id}`);
  expect(await ada.credits()).toBe(9500);
});

test("while the database only reads, pages are shown, and a form is kept to be sent again for one charge", async () => {
  const ada = await site.signUp();
  await setReadOnly("on");
  onTestFinished(() => setReadOnly("off"));
  const isReadOnly = async () => (await ada.post("/?index", studioFields())).status === 503;
  const fields = studioFields(`a "harbour" & <fog>`);
  await expect.poll(isReadOnly).toBe(true);
  const creditsBefore = await ada.credits();
  const form = await ada.post("/?index", fields);
  expectKept(form, fields);
  expect((await ada.get("/")).status).toBe(200);
  expect((await ada.get("/gallery")).status).toBe(200);
  await setReadOnly("off");
  const first = await sendUntilTaken(ada, keptFields(form.text));
  const second = await sendUntilTaken(ada, keptFields(form.text));
  expect(first.headers.get("location")).toBe(second.headers.get("location"));
  await expectPicture(first);
  expect(await ada.credits()).toBe(creditsBefore - 500);
});

test("while the database's disk is full, nothing is charged and the form is kept", async () => {
  const ada = await site.signUp();
  await sql.unsafe(`
    create function public.full_disk() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger full_disk before insert on credit_ledger for each row execute function public.full_disk()`);
  const fields = studioFields();
  const form = await ada.post("/?index", fields);
  await sql`drop function public.full_disk cascade`;
  expectKept(form, fields);
  expect(await ada.credits()).toBe(10_000);
  await expectPicture(await ada.post("/?index", keptFields(form.text)));
  expect(await ada.credits()).toBe(9500);
});

test("while the files' place fails, files answer 503 and everything else goes on", async () => {
  const ada = await site.signUp();
  const id = await expectPicture(await ada.post("/?index", studioFields()));
  const [media] = await sql`select id from media where generation_id = ${id}`;
  const path = `/media/${media?.["id"]}/original`;
  const folder = join(site.dataDir, "media");
  await rename(folder, `${folder}-away`);
  await writeFile(folder, "not a folder");
  const answers = await Promise.all([ada.get(path), ada.get("/"), nobody.get("/readyz")]);
  const started = await ada.post("/?index", studioFields("a lighthouse"));
  await rm(folder);
  await rename(`${folder}-away`, folder);
  const [file, page, ready] = answers;
  expectPlain503(file);
  expect([page.status, ready.status]).toEqual([200, 503]);
  expect(JSON.parse(ready.text)).toEqual({
    checks: { database: true, queue: true, auth: true, store: false },
  });
  expect((await ada.get(path)).status).toBe(200);
  await expectPicture(started);
  expect(await ada.credits()).toBe(9000);
});

test("after all this, the books are in order", async () => {
  expect(await violationsIn(sql)).toEqual([]);
});

function proceed(pid: number): void {
  try {
    process.kill(pid, "SIGCONT");
  } catch {
    // Ended meanwhile.
  }
}

async function setReadOnly(value: "on" | "off"): Promise<void> {
  await sql.unsafe(`alter system set default_transaction_read_only = ${value}`);
  await sql`select pg_reload_conf()`;
}

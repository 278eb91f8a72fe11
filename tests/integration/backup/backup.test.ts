import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../../e2e/server.ts";
import { startSite, studioFields, visitorOf, type Visitor } from "../faults/site";
import { makePlace, run } from "./programs";

const site = await startSite();
const { sql, dataDir } = site;

async function paint(person: Visitor, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    const answer = await person.post("/", studioFields());
    expect(answer.status).toBe(302);
  }
}

const unfinished = async (): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from generations where status in ('queued', 'running')`;
  return row?.count ?? 0;
};
const filesOf = ({ userId }: Visitor) => sql<{ id: string; path: string; sha256: string }[]>`
  select id, path, sha256 from media where user_id = ${userId} order by id`;

test("a backup of a working Easel, restored elsewhere: sessions, credits and pictures are as they were", async () => {
  const place = await makePlace();
  const file = join(place, "easel.tar");
  const person = await site.signUp();
  await paint(person, 2);
  await expect.poll(unfinished).toBe(0);
  const [picture] = await filesOf(person);
  // Everybody goes on working while it is made.
  let isMade = false;
  const busy = await site.signUp();
  const work = (async () => {
    for (let sent = 0; sent < 3 && !isMade; sent += 1) await paint(busy, 1);
  })();
  const made = await run("backup", dataDir, [file]);
  isMade = true;
  await work;
  expect(made).toMatchObject({ exitCode: 0, complaints: "" });
  expect(made.printed).toContain(`Backed up to ${file}`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(place)).toEqual(["easel.tar"]);

  const restored = join(place, "restored");
  expect(await run("restore", restored, [file])).toMatchObject({ exitCode: 0, complaints: "" });
  expect(await run("check", restored)).toMatchObject({
    exitCode: 0,
    printed: expect.stringMatching(/^Nothing is wrong\./),
  });
  const again = await startServer({ dataDir: restored });
  onTestFinished(async () => void (await again.stop()));
  const there = visitorOf(again.origin, person.cookie);
  const account = await there.get("/account");
  expect([account.status, account.text]).toEqual([200, expect.stringContaining("Sign out")]);
  expect(account.text).toContain("9,000 credits");
  const bytes = await fetch(`${again.origin}/media/${picture?.id}/original`, {
    headers: { cookie: person.cookie },
  });
  const hash = createHash("sha256").update(Buffer.from(await bytes.arrayBuffer()));
  expect(hash.digest("hex")).toBe(picture?.sha256);
  // What was being made when the backup was, is made there: for what it cost.
  expect((await there.post("/", studioFields())).status).toBe(302);
  await expect.poll(async () => (await there.get("/gallery")).text).toContain("3 pictures");
  await again.stop();
  expect(await run("check", restored)).toMatchObject({ exitCode: 0 });
});

test("an Easel that is stopped can be backed up as well, and stays stopped", async () => {
  const place = await makePlace();
  const stopped = join(place, "data");
  const server = await startServer({ dataDir: stopped });
  await server.stop();
  const file = join(place, "easel.tar");
  expect(await run("backup", stopped, [file])).toMatchObject({ exitCode: 0 });
  expect(await readdir(join(stopped, "pg17"))).not.toContain("postmaster.pid");
  const restored = join(place, "restored");
  expect(await run("restore", restored, [file])).toMatchObject({ exitCode: 0 });
  expect(await run("check", restored)).toMatchObject({ exitCode: 0 });
});

test("no backup is written over another file, into a folder that is not there, or half", async () => {
  const place = await makePlace();
  const file = join(place, "mine.tar");
  await writeFile(file, "precious");
  expect(await run("backup", dataDir, [file])).toMatchObject({
    exitCode: 1,
    complaints: `No backup was made. ${file} exists already: choose another name. Nothing was written.\n`,
  });
  expect(await readFile(file, "utf8")).toBe("precious");
  const nowhere = join(place, "no", "folder.tar");
  expect(await run("backup", dataDir, [nowhere])).toMatchObject({
    exitCode: 1,
    complaints: `No backup was made. Easel cannot write ${nowhere}: there is no such folder. Nothing was kept of it.\n`,
  });
  const large = join(place, "large.tar");
  expect(await run("backup", dataDir, [large], 50)).toMatchObject({
    exitCode: 1,
    complaints: `No backup was made. Easel cannot write ${large}: the limit for file sizes is reached. Nothing was kept of it.\n`,
  });
  expect(await run("backup", join(place, "empty"), [join(place, "b.tar")])).toMatchObject({
    exitCode: 1,
    complaints: expect.stringContaining("there is nothing to back up"),
  });
  expect(await run("backup", dataDir)).toMatchObject({
    exitCode: 1,
    complaints: "Name the file to write: pnpm backup FILE\n",
  });
  expect(await readdir(place)).toEqual(["mine.tar"]);
});

test("nothing is restored where something is, or from what is damaged, cut off, foreign or newer", async () => {
  const place = await makePlace();
  const file = join(place, "easel.tar");
  expect(await run("backup", dataDir, [file])).toMatchObject({ exitCode: 0 });
  const target = join(place, "target");
  const refused = async (backup: string, words: RegExp) => {
    const { exitCode, complaints } = await run("restore", target, [backup]);
    expect([exitCode, complaints]).toEqual([1, expect.stringMatching(words)]);
  };

  await mkdir(target);
  await writeFile(join(target, "notes.txt"), "mine");
  await refused(file, /is not empty \(notes\.txt is there\).*Nothing was changed\./);
  expect(await readdir(target)).toEqual(["notes.txt"]);
  const other = join(place, "other");
  const bytes = await readFile(file);
  const damaged = Buffer.from(bytes);
  // In the middle of an entry, where tar itself looks at nothing.
  damaged.writeUInt8(damaged.readUInt8(8000) ^ 1, 8000);
  await writeFile(join(place, "damaged.tar"), damaged);
  await cp(file, join(place, "short.tar"));
  await truncate(join(place, "short.tar"), bytes.length - 4096);
  await writeFile(join(place, "foreign.tar"), Buffer.alloc(4096, "no tar "));
  await writeFile(join(place, "empty.tar"), "");
  const from = async (name: string) =>
    (await run("restore", other, [join(place, name)])).complaints;
  expect(await from("damaged.tar")).toMatch(/is damaged or was cut off/);
  expect(await from("short.tar")).toMatch(
    /is damaged or was cut off|is not a backup of Easel, or damaged/,
  );
  expect(await from("foreign.tar")).toMatch(/is not a backup of Easel, or damaged/);
  expect(await from("empty.tar")).toMatch(/is damaged or was cut off/);
  expect(await from("missing.tar")).toMatch(/There is no file/);

  const version = "29991231000000";
  await sql`insert into supabase_migrations.schema_migrations (version, name, statements)
    values (${version}, 'of_tomorrow', array['select 1'])`;
  const newer = join(place, "newer.tar");
  expect(await run("backup", dataDir, [newer])).toMatchObject({ exitCode: 0 });
  await sql`delete from supabase_migrations.schema_migrations where version = ${version}`;
  expect(await from("newer.tar")).toMatch(
    new RegExp(`was made by a newer Easel \\(its database has the migration ${version}\\)`),
  );
  expect(await readdir(place)).not.toContain("other");
});

import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { makeBackup, restoreFrom } from "~/.server/backups";
import { withSnapshot } from "~/.server/backup/database-snapshot";
import type { BackupWriter, DatabaseSnapshot } from "~/.server/backup/port";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaMover } from "~/.server/media/stores/move-media";
import { createSupabaseCleanUpRuns } from "~/.server/media/supabase-clean-up-runs";
import { createSupabaseExpiredMedia } from "~/.server/media/supabase-expired-media";
import { createSupabaseSavedMedia } from "~/.server/media/supabase-saved-media";
import { cleanUp } from "~/.server/use-cases/clean-up";
import { saveMedia } from "~/.server/use-cases/save-media";
import { writeBackup } from "~/.server/use-cases/write-backup";
import { startEmbeddedBackend } from "../../../app/.server/embedded/backend.ts";
import { makeRestored } from "../../../app/.server/embedded/restored-backend.ts";
import { storePicture } from "../media/stored-picture";
import { startWorld } from "../sql/world";
import { makePlace, run } from "./programs";

const world = await startWorld();
const rootDir = await mkdtemp(join(tmpdir(), "easel-meanwhile-"));
afterAll(() => rm(rootDir, { recursive: true, force: true }));
const disk = createLocalDiskStore(rootDir);
const expiredMedia = createSupabaseExpiredMedia(world.database);
const deps = {
  savedMedia: createSupabaseSavedMedia(world.database),
  expiredMedia,
  cleanUpRuns: createSupabaseCleanUpRuns(world.database),
  mediaMover: createMediaMover([disk], expiredMedia),
  stores: [disk],
  now: () => new Date(),
  log: () => {},
};

/** What a backup of this snapshot has inside. */
async function contentsOf(snapshot: DatabaseSnapshot) {
  const entries = new Map<string, Buffer>();
  const writer: BackupWriter = {
    add: async (name, bytes) => void entries.set(name, Buffer.from(bytes)),
    addStream: async (name, _size, body) => void entries.set(name, await buffer(body)),
  };
  const parts = { snapshot, secrets: "{}", store: disk, now: () => new Date() };
  const report = await writeBackup(parts, writer);
  const media = [...entries.keys()].filter((name) => name.startsWith("media/"));
  return { entries, report, media };
}

test("what is saved, deleted or made while a backup runs: it holds exactly what was there when it began", async () => {
  const moved = await storePicture(world, disk);
  const deleted = await storePicture(world, disk);
  const kept = await storePicture(world, disk);
  const bytes = await buffer((await disk.open(moved.temporary.path)).body);
  await withSnapshot(world.backend.databaseUrl, async (snapshot) => {
    await saveMedia(deps, moved.ann, [moved.mediaId]);
    await world.sql`update media set expires_at = now() where id = ${deleted.mediaId}`;
    await cleanUp(deps, { ifDue: false, isOver: () => false });
    await storePicture(world, disk);
    await expect(disk.open(moved.temporary.path)).rejects.toMatchObject({ code: "not_found" });
    const { entries, report, media } = await contentsOf(snapshot);
    const expected = [moved, kept].flatMap(({ temporary }) => [
      `media/${temporary.path}`,
      `media/${temporary.thumbPath}`,
    ]);
    expect(media.toSorted()).toEqual(expected.toSorted());
    expect(entries.get(`media/${moved.temporary.path}`)).toEqual(bytes);
    expect(report).toEqual({ objects: 4, gone: [deleted.mediaId], missing: [], elsewhere: 0 });
  });
});

test("tells which objects were missing already, and how many are in another store", async () => {
  await world.sql`delete from media`;
  const broken = await storePicture(world, disk);
  const hosted = await storePicture(world, disk);
  await rm(join(rootDir, broken.temporary.path));
  await world.sql`update media set store = 'vercel-blob' where id = ${hosted.mediaId}`;
  const { report, media } = await withSnapshot(world.backend.databaseUrl, contentsOf);
  expect(media).toEqual([`media/${broken.temporary.thumbPath}`]);
  expect(report).toMatchObject({ missing: [broken.temporary.path], elsewhere: 1, gone: [] });
});

const migrationsDir = fileURLToPath(new URL("../../../supabase/migrations", import.meta.url));

/** An Easel of earlier, whose database lacks the newest migrations; not running. */
async function makeEarlier(place: string, lacking: number): Promise<string> {
  const [dataDir, earlier] = [join(place, "earlier"), join(place, "migrations")];
  await mkdir(earlier);
  for (const name of (await readdir(migrationsDir)).toSorted().slice(0, -lacking))
    await copyFile(join(migrationsDir, name), join(earlier, name));
  const backend = await startEmbeddedBackend({
    dataDir,
    publicOrigin: "http://localhost:5000",
    emailConfirmation: false,
    sessionLife: { idleDays: 30, maxDays: 90 },
    sendMail: async () => {},
    migrationsDir: earlier,
    log: () => undefined,
  });
  await backend.stop();
  return dataDir;
}

test("a backup of an earlier Easel is restored as it was, and the next start brings it up to date", async () => {
  const place = await makePlace();
  const dataDir = await makeEarlier(place, 2);
  const file = join(place, "easel.tar");
  const { signal } = new AbortController();
  await makeBackup({ dataDir, supabase: null }, file, signal);
  const restored = join(place, "restored");
  await restoreFrom({ dataDir: restored, supabase: null }, file);
  expect((await run("check", restored)).complaints).toContain("start Easel once");
  const backend = await startEmbeddedBackend({
    dataDir: restored,
    publicOrigin: "http://localhost:5000",
    emailConfirmation: false,
    sessionLife: { idleDays: 30, maxDays: 90 },
    sendMail: async () => {},
    migrationsDir,
    log: () => undefined,
  });
  await backend.stop();
  expect(await run("check", restored)).toMatchObject({ exitCode: 0 });

  // A signal to stop leaves nothing behind, and so does a restore that fails on its way.
  const stopped = AbortSignal.abort(new Error("It was stopped."));
  const other = join(place, "other.tar");
  await expect(makeBackup({ dataDir, supabase: null }, other, stopped)).rejects.toThrow("stopped");
  const secrets = await readFile(join(dataDir, "secrets.json"), "utf8");
  const half = join(place, "half");
  const dying = makeRestored({ dataDir: half, secrets, migrations: [] }, async () => {
    throw new Error("no room");
  });
  await expect(dying).rejects.toThrow("no room");
  expect((await readdir(place)).toSorted()).toEqual([
    "earlier",
    "easel.tar",
    "migrations",
    "restored",
  ]);
});

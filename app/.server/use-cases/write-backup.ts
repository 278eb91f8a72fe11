import { setImmediate as breathe } from "node:timers/promises";
import {
  type BackupEnd,
  type BackupHeader,
  type BackupWriter,
  type DatabaseSnapshot,
  entryNames,
  type FilePlace,
} from "../backup/port";
import { isNotFound } from "../errors";
import type { MediaStore, StoredObject } from "../media/store-port";

export interface WriteBackupDeps {
  snapshot: DatabaseSnapshot;
  /** The secrets of the server, as they are kept. */
  secrets: string;
  /** Whose objects go along; those of other stores stay where they are. */
  store: Pick<MediaStore, "name" | "open">;
  now(): Date;
}

export interface BackupReport extends Omit<BackupEnd, "sha256"> {
  /** Objects that were not there though their files were not deleted. */
  missing: string[];
  /** Files whose objects are in another store. */
  elsewhere: number;
}

/** A file may be saved while it is looked for, which moves its objects once. */
const moves = 3;

/**
 * Adds everything of the snapshot to a backup: secrets, migrations, rows, and the objects of its files, one after the
 * other. An object that was moved meanwhile is added under its old path; a file that was deleted for good meanwhile is
 * told as `gone`. Errors: unavailable (the store), those of the writer.
 */
export async function writeBackup(
  { snapshot, secrets, store, now }: WriteBackupDeps,
  writer: BackupWriter,
): Promise<BackupReport> {
  const { shape } = snapshot;
  const addJson = (name: string, value: unknown) =>
    writer.add(name, Buffer.from(JSON.stringify(value)));
  const migrations = shape.migrations.map(({ version }) => version);
  const header: BackupHeader = { easelBackup: 1, madeAt: now().toISOString(), migrations };
  await addJson(entryNames.header, header);
  await writer.add(entryNames.secrets, Buffer.from(secrets));
  await addJson(entryNames.shape, shape);
  for (const [index, table] of shape.tables.entries()) {
    let part = 0;
    for await (const rows of snapshot.rows(table)) {
      part += 1;
      await writer.add(`${entryNames.rows}${index}/${part}.gz`, rows);
    }
  }
  const report: BackupReport = { objects: 0, gone: [], missing: [], elsewhere: 0 };
  for await (const some of snapshot.files())
    for (const file of some) {
      if (file.store === store.name) await addFile({ snapshot, store, writer }, file, report);
      else report.elsewhere += 1;
      await breathe();
    }
  return report;
}

interface FileDeps extends Pick<WriteBackupDeps, "snapshot" | "store"> {
  writer: BackupWriter;
}

async function addFile(deps: FileDeps, file: FilePlace, report: BackupReport): Promise<void> {
  for (const variant of ["path", "thumbPath"] as const) {
    const found = await openFile(deps, file, variant);
    if (found === "gone") {
      report.gone.push(file.id);
      return;
    }
    if (found === "missing") report.missing.push(file[variant]);
    else {
      await deps.writer.addStream(
        `${entryNames.media}${file[variant]}`,
        found.sizeBytes,
        found.body,
      );
      report.objects += 1;
    }
  }
}

/** The object, wherever it lies by now. */
async function openFile(
  { snapshot, store }: FileDeps,
  file: FilePlace,
  variant: "path" | "thumbPath",
): Promise<StoredObject | "gone" | "missing"> {
  let place = file;
  for (let move = 0; move < moves; move += 1) {
    const found = await openObject(store, place[variant]);
    if (found) return found;
    const current = await snapshot.findNow(file.id);
    if (!current) return "gone";
    if (current[variant] === place[variant]) return "missing";
    place = current;
  }
  return "missing";
}

async function openObject(
  store: Pick<MediaStore, "open">,
  path: string,
): Promise<StoredObject | null> {
  try {
    return await store.open(path);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

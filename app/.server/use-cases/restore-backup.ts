import {
  type BackupEntry,
  BackupError,
  type DatabaseRefill,
  entryNames,
  type VerifiedBackup,
} from "../backup/port";
import type { MediaStore } from "../media/store-port";

export interface RestoreBackupDeps {
  /** Everything of the backup, in its order. */
  entries: AsyncIterable<BackupEntry>;
  refill: DatabaseRefill;
  store: Pick<MediaStore, "put">;
}

/** Refuses a backup whose database this Easel does not know. Error: BackupError. */
export function requireKnownMigrations(
  { header }: VerifiedBackup,
  known: ReadonlySet<string>,
): void {
  const newer = header.migrations.find((version) => !known.has(version));
  if (newer !== undefined)
    throw new BackupError(
      `The backup was made by a newer Easel (its database has the migration ${newer}): restore it with that one. Nothing was changed.`,
    );
}

/**
 * Puts rows and objects of a whole backup back, one after the other: first the database, in one transaction, then the
 * files. Errors: BackupError, unavailable (the store).
 */
export async function restoreBackup(
  { entries, refill, store }: RestoreBackupDeps,
  { shape, end }: VerifiedBackup,
): Promise<void> {
  let isFilled = false;
  for await (const { name, body } of entries) {
    if (name === entryNames.end) break;
    if (name.startsWith(entryNames.rows)) {
      const table = shape.tables[Number(name.split("/")[1])];
      if (!table) throw new BackupError(`The backup has rows of no table: ${name}.`);
      await refill.add(table, body);
    } else if (name.startsWith(entryNames.media)) {
      if (!isFilled) await refill.commit(shape.sequences, end.gone);
      isFilled = true;
      await store.put(name.slice(entryNames.media.length), body, "application/octet-stream");
    } else {
      body.resume();
    }
  }
  if (!isFilled) await refill.commit(shape.sequences, end.gone);
}

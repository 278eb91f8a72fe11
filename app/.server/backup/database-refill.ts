import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import postgres from "postgres";
import { listOf } from "./database-snapshot";
import type { BackupTable, DatabaseRefill } from "./port";

/**
 * Empties the tables of a database that has just been made, to fill them again as they were: no trigger fires, and no
 * foreign key is looked at. `url` is a superuser's.
 */
export async function openRefill(
  url: string,
  tables: readonly BackupTable[],
): Promise<DatabaseRefill> {
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => undefined });
  const run = (text: string): Promise<unknown> => sql.unsafe(text).simple();
  const refill: DatabaseRefill = {
    async add(table, rows) {
      const copying = await sql.unsafe(`copy ${listOf(table)} from stdin`).writable();
      await pipeline(rows, createGunzip(), copying);
    },
    async commit(sequences, gone) {
      for (const { name, lastValue, isCalled } of sequences)
        await sql`select setval(${name}::regclass, ${lastValue}::bigint, ${isCalled})`;
      await run("set local session_replication_role = origin");
      await sql`delete from public.media where id = any(${[...gone]}::uuid[])`;
      await sql`delete from public.uploads where id = any(${[...gone]}::uuid[])`;
      await run("commit");
      await run("analyze");
    },
    close: () => sql.end({ timeout: 1 }),
  };
  try {
    await run("begin");
    await run("set local session_replication_role = replica");
    await run(`truncate ${tables.map(({ name }) => name).join(", ")} cascade`);
    return refill;
  } catch (error) {
    await refill.close();
    throw error;
  }
}

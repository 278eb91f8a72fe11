import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { parseTar } from "nanotar";

/** Of a Supabase project that is some years old, of one that is newer, and of the built-in database. */
export const pgmqVersions = ["1.4.4", "1.5.1", "1.11.1"] as const;
export type PgmqVersion = (typeof pgmqVersions)[number];

const base = "1.1.1";

/**
 * What version 1.1.1 had and a later upgrade script does not make again. The upgrade scripts, which the npm package has
 * from the first version on, then lead to every later one.
 */
const baseScript = `
create table pgmq.meta (
  queue_name varchar unique not null,
  is_partitioned boolean not null,
  is_unlogged boolean not null,
  created_at timestamptz not null default now()
);
create type pgmq.message_record as (
  msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb
);
create type pgmq.metrics_result as (
  queue_name text, queue_length bigint, newest_msg_age_sec int, oldest_msg_age_sec int,
  total_messages bigint, scrape_time timestamptz
);
`;

/**
 * Puts pgmq among the extensions that a PostgreSQL can install, in every version. `share` is its folder
 * `share/postgresql`.
 */
export async function offerPgmq(share: string): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite-pgmq");
  const archive = await readFile(join(dirname(entry), "pgmq.tar.gz"));
  const target = (name: string): string => join(share, "extension", name);
  for (const { name, text } of parseTar(await promisify(gunzip)(archive))) {
    const file = /^share\/postgresql\/extension\/(pgmq[\w.-]*)$/.exec(name)?.[1];
    if (file !== undefined) await writeFile(target(file), text);
  }
  await writeFile(target(`pgmq--${base}.sql`), baseScript);
}

import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import postgres from "postgres";
import type { BackupTable, DatabaseShape, DatabaseSnapshot, FilePlace } from "./port";

const partBytes = 1024 * 1024;
const filesAtATime = 500;
const pack = promisify(gzip);

/** Everything that PostgreSQL does not bring itself. */
const ours = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";

/**
 * Does `work` with the database as it is at this moment; what others write meanwhile is not in it, and nobody waits.
 * `url` is a superuser's. Changes nothing.
 */
export async function withSnapshot<T>(
  url: string,
  work: (snapshot: DatabaseSnapshot) => Promise<T>,
): Promise<T> {
  const sql = postgres(url, { max: 2, max_lifetime: null, onnotice: () => undefined });
  try {
    const result = await sql.begin("isolation level repeatable read read only", async (tx) => ({
      of: await work(await openSnapshot(tx, sql)),
    }));
    return result.of;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function openSnapshot(
  tx: postgres.TransactionSql,
  now: postgres.Sql,
): Promise<DatabaseSnapshot> {
  return {
    shape: await readShape(tx),
    async *rows(table) {
      const stream = await tx.unsafe(`copy ${listOf(table)} to stdout`).readable();
      for await (const part of inParts(stream)) yield await pack(part);
    },
    async *files() {
      yield* tx<FilePlace[]>`
        select id, store, path, thumb_path as "thumbPath" from public.media
        union all
        select id, store, path, thumb_path from public.uploads
        order by id`.cursor(filesAtATime);
    },
    async findNow(id) {
      const [file] = await now<FilePlace[]>`
        select id, store, path, thumb_path as "thumbPath" from public.media where id = ${id}
        union all
        select id, store, path, thumb_path from public.uploads where id = ${id}`;
      return file ?? null;
    },
  };
}

/** The table and its columns, as COPY takes them. */
export const listOf = ({ name, columns }: BackupTable): string => `${name} (${columns.join(", ")})`;

/** PostgreSQL sends each row as a piece of its own, so that every part holds whole rows. */
async function* inParts(stream: Readable): AsyncIterable<Uint8Array> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size < partBytes) continue;
    yield Buffer.concat(pieces);
    [pieces, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(pieces);
}

async function readShape(tx: postgres.TransactionSql): Promise<DatabaseShape> {
  const migrations = await tx<DatabaseShape["migrations"]>`
    select version, name, array_to_string(statements, E';\n') as sql
    from supabase_migrations.schema_migrations order by version`;
  const tables = await tx<BackupTable[]>`
    select format('%I.%I', n.nspname, c.relname) as name,
      array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = '') as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relpersistence <> 't' and ${tx.unsafe(ours)}
    group by n.nspname, c.relname order by 1`;
  const names = await tx<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${tx.unsafe(ours)} order by 1`;
  const sequences: DatabaseShape["sequences"] = [];
  for (const { name } of names) {
    const [row] = await tx.unsafe<{ lastValue: string; isCalled: boolean }[]>(
      `select last_value::text as "lastValue", is_called as "isCalled" from ${name}`,
    );
    if (row) sequences.push({ name, ...row });
  }
  return { migrations: [...migrations], tables: [...tables], sequences };
}

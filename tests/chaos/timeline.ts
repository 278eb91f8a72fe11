import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "./database.ts";

/**
 * What is known of a generation, given by its id or that of one of its files: its events in order, and the last log
 * lines.
 */
export async function timelineOf(
  database: Database,
  folder: string,
  id: string,
): Promise<string[]> {
  const [known] = await database.ask(
    (sql) => sql<{ generationId: string }[]>`
      select generation_id as "generationId" from media where id = ${id}`,
  );
  const generationId = known?.generationId ?? id;
  const facts = await database.ask(
    (sql) => sql<{ line: string }[]>`
      select line from (
        select t.changed_at as at, to_char(t.changed_at, 'HH24:MI:SS.MS') || ' ' || t.from_status || ' → ' || t.to_status as line
        from private.generation_transitions t where t.generation_id = ${generationId}
        union all
        select l.created_at, to_char(l.created_at, 'HH24:MI:SS.MS') || ' ' || l.reason || ' ' || l.delta
        from credit_ledger l where l.generation_id = ${generationId}
      ) fact order by at`,
  );
  const logs = (await readdir(folder)).filter((name) => name.endsWith(".log"));
  const lines = await Promise.all(
    logs.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      const mine = text.split("\n").filter((line) => line.includes(generationId));
      return mine.map((line) => `${name}: ${line.slice(0, 400)}`);
    }),
  );
  return [...facts.map(({ line }) => line), ...lines.flat().slice(-20)];
}

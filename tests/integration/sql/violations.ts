import type postgres from "postgres";
import type { Violation } from "~/.server/admin/port";

interface Stretch {
  violations: Violation[];
  next: string | null;
}

/** All that check_invariants finds, a few rows at a time, so that a small database takes several steps too. */
export async function violationsIn(
  sql: postgres.Sql | postgres.TransactionSql,
  limit = 3,
): Promise<Violation[]> {
  const found: Violation[] = [];
  for (let place: string | null = null; ;) {
    const [row]: { stretch: Stretch }[] = await sql<{ stretch: Stretch }[]>`
      select check_invariants(${place}, ${limit}) as stretch`;
    if (!row) throw new Error("check_invariants says nothing");
    found.push(...row.stretch.violations);
    place = row.stretch.next;
    if (place === null) return found;
  }
}

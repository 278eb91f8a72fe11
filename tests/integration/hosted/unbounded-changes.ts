const notStatements = /\b(for|for no key|on|do|before|after|instead of|or|of|key)\s+$/i;

/**
 * The updates and deletes in a function's body that have no WHERE of their own. Supabase's safeupdate refuses each of
 * them, at any depth, in whatever comes through the Data API. Comments and quoted text count for nothing, but for text
 * that is executed.
 */
export function unboundedChanges(body: string): string[] {
  // SQL takes literals on lines that follow each other for one.
  const bare = body.replaceAll(/--[^\n]*/g, "").replaceAll(/([^'])'\s*\n\s*'/g, "$1");
  const executed = [...bare.matchAll(/\bexecute (?:format\(\s*)?'((?:[^']|'')*)'/gi)];
  return [bare, ...executed.map(([, text = ""]) => text.replaceAll("''", "'"))].flatMap(changesIn);
}

function changesIn(body: string): string[] {
  const sql = body.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/\s+/g, " ");
  const found: string[] = [];
  for (const match of sql.matchAll(/\b(update|delete from) [\w."%]+/gi)) {
    if (notStatements.test(sql.slice(0, match.index))) continue;
    const statement = statementAt(sql, match.index);
    if (!/\bwhere\b/i.test(statement)) found.push(statement.trim());
  }
  return found;
}

/** From here to the end of the statement or of the parenthesis that it stands in, without what deeper ones hold. */
function statementAt(sql: string, start: number): string {
  let depth = 0;
  let text = "";
  for (const character of sql.slice(start)) {
    if (character === ")") depth -= 1;
    if (depth < 0 || (depth === 0 && character === ";")) break;
    if (depth === 0) text += character;
    if (character === "(") depth += 1;
  }
  return text;
}

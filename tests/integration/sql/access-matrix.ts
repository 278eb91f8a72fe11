import type postgres from "postgres";
import type { Viewer } from "~/domain/viewer";
import { callers, type Caller, type Outcomes, type Role, roles } from "./declared-access";

export type People = Readonly<Record<"ann" | "bob" | "suspended" | "revoked", Viewer>>;
type Sql = postgres.TransactionSql | postgres.Sql;

/** By what was tried: what came of it, for each caller. */
export type Matrix = ReadonlyMap<string, Outcomes>;

/** One thing to try. Those of the same name are one line of the matrix. */
interface Trial {
  name: string;
  /** Which of them it is; empty where there is one alone. */
  part: string;
  statement: string;
  /** Whether it answers with one jsonb value. */
  answers: boolean;
}

interface Attempt extends Omit<Trial, "statement"> {
  code: string | null;
  answer: unknown;
}

/**
 * Runs statements as an API role with a token's claims, each for itself and undone again: the SQLSTATE of a refusal, or
 * the answer. All of it in the transaction of the caller, who must be a superuser.
 */
const attemptSql = `
create function pg_temp.attempt(p_role text, p_claims text, p_statement text, p_answers boolean) returns jsonb
language plpgsql as $$
declare
  v_answer jsonb;
begin
  perform set_config('request.jwt.claims', p_claims, true);
  perform set_config('role', p_role, true);
  if p_answers then
    execute p_statement into v_answer;
  else
    execute p_statement;
  end if;
  raise exception using errcode = 'ZZ000', message = coalesce(v_answer, 'null'::jsonb)::text;
exception
  when sqlstate 'ZZ000' then
    return jsonb_build_object('answer', sqlerrm::jsonb);
  when others then
    return jsonb_build_object('code', sqlstate);
end
$$`;

const roleOf: Readonly<Record<Caller, Role>> = {
  visitor: "anon",
  ann: "authenticated",
  bob: "authenticated",
  suspended: "authenticated",
  revoked: "authenticated",
  server: "service_role",
};

function claimsOf(caller: Caller, people: People): string {
  const role = roleOf[caller];
  if (caller === "visitor" || caller === "server") return JSON.stringify({ role });
  const { userId: sub, sessionId: session_id, email } = people[caller];
  return JSON.stringify({ role, sub, session_id, email });
}

/** Tries everything as everybody. `read` makes one word of what came of the trials of one name. */
async function tryAll(
  tx: Sql,
  people: People,
  trials: readonly Trial[],
  read: (attempts: readonly Attempt[], caller: Caller) => string,
): Promise<Matrix> {
  await tx.unsafe(attemptSql.replace("create function", "create or replace function"));
  const found = new Map<string, Record<string, string>>();
  for (const caller of callers) {
    const rows = await tx<Attempt[]>`
      select t.name, t.part, t.answers, a.outcome->>'code' as code, a.outcome->'answer' as answer
      from jsonb_to_recordset(${tx.json(trials as never)}) as t (name text, part text, statement text, answers boolean)
      cross join lateral pg_temp.attempt(${roleOf[caller]}, ${claimsOf(caller, people)}, t.statement, t.answers)
        as a (outcome)`;
    for (const [name, attempts] of Map.groupBy(rows, (row) => row.name))
      found.set(name, { ...found.get(name), [caller]: read(attempts, caller) });
  }
  return found as unknown as Matrix;
}

const refused = "42501";
const isRefused = ({ code }: Attempt): boolean => code === refused;

/** What may be done with them, by schema and name. */
interface Relation {
  /** A sequence that gives a table its numbers has the table's. */
  name: string;
  kind: "table" | "view" | "sequence";
  /** As SQL names it. */
  identifier: string;
  /** The column that names a row's owner; null: none. */
  owner: string | null;
  columns: string[];
  /** How many rows there are of each owner, or of nobody in particular. */
  rows: Record<string, number>;
}

const countOf = (name: string, owner: string | null): string => `
  select coalesce(jsonb_object_agg(r.owner, r.count), '{}') from (
    select ${owner === null ? "''" : `coalesce(${owner}::text, '')`} as owner, count(*) as count from ${name} group by 1) r`;

async function findRelations(tx: Sql): Promise<Relation[]> {
  const found = await tx<Omit<Relation, "rows">[]>`
    select format('%I.%I', n.nspname, c.relname) as identifier,
      coalesce(
        (select format('%I.%I', n.nspname, t.relname) from pg_depend d join pg_class t on t.oid = d.refobjid
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i') and c.relkind = 'S'),
        format('%I.%I', n.nspname, c.relname)) as name,
      case when c.relkind = 'S' then 'sequence' when c.relkind = 'v' and pg_relation_is_updatable(c.oid, false) = 0
        then 'view' else 'table' end as kind,
      (select max(a.attname) from pg_attribute a
        where a.attrelid = c.oid and not a.attisdropped
          and a.attname = case when c.oid = 'public.users'::regclass then 'id' else 'user_id' end) as owner,
      array(select quote_ident(a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname !~ '^pg_'
      and n.nspname not in ('information_schema', 'extensions')
    order by 1`;
  const relations: Relation[] = [];
  for (const relation of found) {
    const { identifier, owner, kind } = relation;
    const count = kind === "sequence" ? "'{}'::jsonb" : `(${countOf(identifier, owner)})`;
    const [row] = await tx<{ rows: Record<string, number> }[]>`select ${tx.unsafe(count)} as rows`;
    relations.push({ ...relation, rows: row?.rows ?? {} });
  }
  return relations;
}

function trialsOf({ name, identifier, kind, owner, columns }: Relation): Trial[] {
  const change = (verb: string, statement: string, part = ""): Trial => ({
    ...{ name: `${verb} ${name}`, part, statement, answers: false },
  });
  if (kind === "sequence")
    return [
      change("advance", `select nextval('${identifier}')`),
      change("set", `select setval('${identifier}', 1)`),
    ];
  const reading = { name: `select ${name}`, part: "", answers: true };
  const read = { ...reading, statement: countOf(identifier, owner) };
  // Nobody at all can write through such a view.
  if (kind === "view") return [read];
  return [
    read,
    change("insert", `insert into ${identifier} default values`),
    // A right may be one column's alone.
    ...columns.map((column) =>
      change("update", `update ${identifier} set ${column} = default where true`, column),
    ),
    change("delete", `delete from ${identifier} where true`),
    change("truncate", `truncate ${identifier} cascade`),
  ];
}

/** Tables, views and sequences: each caller × each verb, `<verb> <schema>.<name>`. */
export async function readRelationMatrix(tx: Sql, people: People): Promise<Matrix> {
  const relations = await findRelations(tx);
  const byName = new Map(
    relations.filter(({ kind }) => kind !== "sequence").map((each) => [each.name, each]),
  );
  return await tryAll(tx, people, relations.flatMap(trialsOf), (attempts, caller) => {
    const through = attempts.filter((attempt) => !isRefused(attempt));
    const [first] = through;
    if (!first) return "refused";
    if (!first.answers || first.code !== null)
      return through.map(({ part, code }) => `${part} ${code ?? "done"}`.trim()).join(" and ");
    const relation = byName.get(first.name.slice("select ".length));
    return wordFor(first.answer as Relation["rows"], relation?.rows ?? {}, caller, people);
  });
}

function wordFor(
  seen: Relation["rows"],
  there: Relation["rows"],
  caller: Caller,
  people: People,
): string {
  if (Object.keys(seen).length === 0) return "nothing";
  const is = (rows: Relation["rows"]) => isSame(seen, rows);
  if (is(there)) return "all rows";
  const own = caller in people ? people[caller as keyof People].userId : "";
  return is({ [own]: there[own] ?? 0 }) ? "own rows" : JSON.stringify(seen);
}

function isSame(one: Relation["rows"], other: Relation["rows"]): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}

/**
 * Functions, with a value for every argument: none of them may be skipped because one is null. One that is open to a
 * role runs, also where something inside of it is refused.
 */
export async function readFunctionMatrix(tx: Sql, people: People): Promise<Matrix> {
  const functions = await tx<{ name: string; signature: string; call: string; openTo: Role[] }[]>`
    select format('%I.%I', n.nspname, f.proname) as name, array(
        select r.role from unnest(${[...roles]}::text[]) as r (role)
        where has_schema_privilege(r.role, n.oid, 'usage') and has_function_privilege(r.role, f.oid, 'execute')
      ) as "openTo", f.oid::regprocedure::text as signature,
      format('%I.%I(%s)', n.nspname, f.proname, (
        select string_agg(case
          when t.typtype = 'e' then format('%L::%s', (
            select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder limit 1), t.oid::regtype)
          when t.typtype = 'c' then format('jsonb_populate_record(null::%s, ''{}'')', t.oid::regtype)
          when t.typcategory = 'A' then format('''{}''::%s', t.oid::regtype)
          when t.typcategory = 'B' then 'true'
          when t.typcategory = 'N' then format('1::%s', t.oid::regtype)
          when t.typcategory = 'D' then format('now()::%s', t.oid::regtype)
          when t.typcategory = 'T' then '''1 day''::interval'
          when t.oid = 'uuid'::regtype then format('%L::uuid', ${people.ann.userId}::text)
          when t.oid in ('jsonb'::regtype, 'json'::regtype) then format('''{}''::%s', t.oid::regtype)
          else format('''x''::%s', t.oid::regtype) end, ', ' order by a.place)
        from unnest(f.proargtypes) with ordinality as a (type, place) join pg_type t on t.oid = a.type)) as call
    from pg_proc f join pg_namespace n on n.oid = f.pronamespace
    where f.prokind in ('f', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'extensions')
    order by f.oid::regprocedure::text`;
  const trials = functions.map(({ signature, call }) => ({
    name: signature,
    part: "",
    statement: `select ${call}`,
    answers: false,
  }));
  const openTo = new Map(functions.map(({ signature, openTo: open }) => [signature, open]));
  const matrix = await tryAll(tx, people, trials, (attempts, caller) =>
    attempts.every(
      (attempt) => isRefused(attempt) && !openTo.get(attempt.name)?.includes(roleOf[caller]),
    )
      ? "refused"
      : "runs",
  );
  const nameOf = new Map(functions.map(({ name, signature }) => [signature, name]));
  return new Map(
    [...matrix].map(([signature, outcomes]) => [`${nameOf.get(signature)} ${signature}`, outcomes]),
  );
}

/** Which roles may use what is in each schema. */
export async function readSchemas(tx: Sql): Promise<Map<string, Role[]>> {
  const rows = await tx<{ name: string; allowed: Role[] }[]>`
    select n.nspname as name, array(
      select r.role from unnest(${[...roles]}::text[]) with ordinality as r (role, place)
      where has_schema_privilege(r.role, n.oid, 'usage') order by r.place) as allowed
    from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`;
  return new Map(rows.map(({ name, allowed }) => [name, allowed]));
}

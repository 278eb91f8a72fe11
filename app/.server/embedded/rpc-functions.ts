import type postgres from "postgres";
import { refusal } from "./rpc-errors.ts";
import type { RpcPool } from "./rpc-pool.ts";

interface Argument {
  name: string;
  /** Name and type as SQL writes them. */
  identifier: string;
  type: string;
  isRequired: boolean;
  isVariadic: boolean;
}

/** A function of the schema public, as PostgREST knows it: without those of triggers, with its input arguments only. */
interface SqlFunction {
  identifier: string;
  returns: "nothing" | "rows" | "value";
  /** The name, as a literal, of a single output: the one key of an object. Null where the result has its own shape. */
  output: string | null;
  arguments: readonly Argument[];
}

/** How to call a function with just these arguments: parameters are claims, subject, role and the request's body. */
export interface Statement {
  text: string;
  returns: SqlFunction["returns"];
}

const findFunctions = (name: string) => (sql: postgres.Sql) =>
  sql<SqlFunction[]>`
    select quote_ident(f.proname) as identifier,
      case when f.prorettype = 'void'::regtype then 'nothing' when f.proretset then 'rows' else 'value' end as returns,
      (
        select case when count(*) = 1 then min(quote_literal(o.name)) end
        from unnest(f.proargnames, f.proargmodes) as o (name, mode)
        where o.mode in ('o', 'b', 't') and not exists (select from pg_type t where t.oid = f.prorettype and t.typtype = 'c')
      ) as output,
      (
        select coalesce(json_agg(json_build_object(
          'name', coalesce(i.name, ''), 'identifier', quote_ident(coalesce(i.name, '')), 'type', format_type(i.type, null),
          'isRequired', i.place <= f.pronargs - f.pronargdefaults, 'isVariadic', i.mode = 'v'
        ) order by i.place), '[]')
        from (
          select a.name, a.type, coalesce(a.mode, 'i') as mode, row_number() over (order by a.place) as place
          from unnest(coalesce(f.proallargtypes, f.proargtypes::oid[]), f.proargnames, f.proargmodes)
            with ordinality as a (type, name, mode, place)
          where coalesce(a.mode, 'i') in ('i', 'b', 'v')
        ) i
      ) as arguments
    from pg_proc f
    where f.proname = ${name} and f.pronamespace = 'public'::regnamespace and f.prokind = 'f'
      and f.prorettype <> 'trigger'::regtype`;

/**
 * Finds out how a function is called, once: as with PostgREST, a function with other arguments is noticed by the next
 * process. Where no function has just these arguments, or several functions have the name, it answers what PostgREST
 * does.
 */
export function createStatements() {
  const functions = new Map<string, readonly SqlFunction[]>();
  const statements = new Map<string, Statement>();

  const find = async (name: string, pool: RpcPool, signal: AbortSignal | null) => {
    const known = functions.get(name);
    if (known !== undefined) return known;
    const found = await pool.run(findFunctions(name), signal);
    if (found.length > 0) functions.set(name, found);
    return found;
  };

  return async (
    name: string,
    given: readonly string[],
    pool: RpcPool,
    signal: AbortSignal | null,
  ): Promise<Statement | Response> => {
    const key = JSON.stringify([name, ...given]);
    const known = statements.get(key);
    if (known !== undefined) return known;
    const found = await find(name, pool, signal);
    if (found.length > 1) return refuseOverloads(name, found);
    const [only] = found;
    if (only === undefined || !fits(only, given)) return refuseUnknown(name, given);
    const statement = { text: write(only, given), returns: only.returns };
    statements.set(key, statement);
    return statement;
  };
}

function fits({ arguments: declared }: SqlFunction, given: readonly string[]): boolean {
  return (
    declared.every(
      ({ name, isRequired }) => name !== "" && (!isRequired || given.includes(name)),
    ) && given.every((name) => declared.some((argument) => argument.name === name))
  );
}

/**
 * One statement, so one round trip and one transaction, with which the claims end. The function stands in the list of
 * results, over the rows that setting the claims makes: so it never runs before they are set, and a plan is made once a
 * connection.
 */
function write(called: SqlFunction, given: readonly string[]): string {
  const sent = called.arguments.filter(({ name }) => given.includes(name));
  const columns = sent.map(({ identifier, type }) => `${identifier} ${type}`).join(", ");
  const named = sent.map(
    ({ identifier, isVariadic }) =>
      `${isVariadic ? "variadic " : ""}${identifier} => sent.${identifier}`,
  );
  const value = `public.${called.identifier}(${named.join(", ")})`;
  const call = called.output === null ? value : `json_build_object(${called.output}, ${value})`;
  const source =
    columns === "" ? "request" : `request, json_to_record(request.body) as sent (${columns})`;
  const results: Record<SqlFunction["returns"], string> = {
    nothing: `select ${call} as body from ${source}`,
    value: `select to_json(${call})::text as body from ${source}`,
    rows: `select coalesce(json_agg(listed.item), '[]')::text as body from (select ${call} as item from ${source}) as listed`,
  };
  return `with request as materialized (
      select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true),
        set_config('request.jwt.claim.role', $3, true), $4::text::json as body
    ) ${results[called.returns]}`;
}

function refuseUnknown(name: string, given: readonly string[]): Response {
  const searched = given.length === 0 ? " without parameters" : `(${given.join(", ")})`;
  return refusal(
    404,
    "PGRST202",
    `Could not find the function public.${name}${searched} in the schema cache`,
    `Searched for the function public.${name} with these parameters, but no matches were found in the schema cache.`,
  );
}

function refuseOverloads(name: string, found: readonly SqlFunction[]): Response {
  const each = found.map(
    ({ arguments: declared }) =>
      `public.${name}(${declared.map((argument) => `${argument.name} => ${argument.type}`).join(", ")})`,
  );
  return refusal(
    300,
    "PGRST203",
    `Could not choose the best candidate function between: ${each.join(", ")}`,
    null,
    "Try renaming the parameters or the function itself in the database so function overloading can be resolved",
  );
}

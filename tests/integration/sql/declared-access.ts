import { partsOf, rowsIn } from "../../data-model-page.ts";

/** The API's roles. A person's role is `authenticated`. */
export const roles = ["anon", "authenticated", "service_role"] as const;
export type Role = (typeof roles)[number];

/**
 * Who asks: a visitor, two people, one who is suspended, one whose session has been revoked, and Easel's server. Each
 * person has rows in every table that shows people their own.
 */
export const callers = ["visitor", "ann", "bob", "suspended", "revoked", "server"] as const;
export type Caller = (typeof callers)[number];

/** What each caller gets of something: one word for all, or one each. */
export type Outcomes = Readonly<Record<Caller, string>>;

const everybody = (outcome: string): Outcomes =>
  Object.fromEntries(callers.map((caller) => [caller, outcome])) as Outcomes;
const nobody = everybody("refused");

/** By the words that the page has for who reads a table. */
const readers: Readonly<Record<string, Outcomes>> = {
  "its owner, the server": {
    ...everybody("own rows"),
    visitor: "refused",
    revoked: "nothing",
    server: "all rows",
  },
  "the server": { ...nobody, server: "all rows" },
  nobody,
};

const may = (allowed: readonly Role[]): Outcomes => ({
  ...everybody(allowed.includes("authenticated") ? "runs" : "refused"),
  visitor: allowed.includes("anon") ? "runs" : "refused",
  server: allowed.includes("service_role") ? "runs" : "refused",
});

/** The roles that a text names, in backticks. */
const rolesIn = (text: string): Role[] => roles.filter((role) => text.includes(`\`${role}\``));

/** What `docs/data-model.md` says of every schema, table and function; with what is in Supabase's own schemas. */
export interface DeclaredAccess {
  /** By schema: the roles that may use what is in it and is granted to them. */
  schemas: ReadonlyMap<string, readonly Role[]>;
  /** By schema and name: what reading gives. Every other verb is refused to everybody. */
  relations: ReadonlyMap<string, Outcomes>;
  /** By schema and name. What is in `private` and not among them is for nobody. */
  functions: ReadonlyMap<string, Outcomes>;
}

export function readDeclaredAccess(): DeclaredAccess {
  const rowsOf = (heading: string) => partsOf(heading).flatMap(rowsIn);
  const named = (
    schema: string,
    rows: ReturnType<typeof rowsIn>,
    of: (cells: string[]) => Outcomes,
  ) =>
    rows.flatMap(({ names, cells }) =>
      names.map((name) => [`${schema}.${name}`, of(cells)] as const),
    );
  const functions = partsOf("### ").flatMap((part) => {
    const allowed = rolesIn(part.split("\n", 1)[0] ?? "");
    return allowed.length > 0 ? named("public", rowsIn(part), () => may(allowed)) : [];
  });
  return {
    schemas: new Map(
      rowsOf("## Who may do what").flatMap(({ names, cells }) =>
        names
          .filter((name) => !roles.includes(name as Role))
          .map((name) => [name, rolesIn(cells[1] ?? "")] as const),
      ),
    ),
    relations: new Map([
      ...named("public", rowsOf("## Tables that the API shows"), ([, who = ""]) => {
        const outcomes = readers[who];
        if (!outcomes) throw new Error(`Nobody is declared as ${who}.`);
        return outcomes;
      }),
      ...named("private", rowsOf("## Tables that only functions reach"), () => nobody),
      ...named("private", rowsOf("## Views and sequences"), () => nobody),
    ]),
    functions: new Map([
      ...functions,
      ...named("private", rowsOf("### Inside of others"), ([who = ""]) => may(rolesIn(who))),
    ]),
  };
}

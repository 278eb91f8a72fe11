import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { expect, test } from "vitest";
import type { Viewer } from "~/domain/viewer";
import {
  type Matrix,
  type People,
  readFunctionMatrix,
  readRelationMatrix,
  readSchemas,
} from "./access-matrix";
import { callers, type Outcomes, readDeclaredAccess } from "./declared-access";
import { fileOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;
const declared = readDeclaredAccess();

/** A row in every table that shows people their own. */
async function fill(person: Viewer): Promise<void> {
  const { durationSeconds: _none, id, ...file } = fileOf(randomUUID());
  const given = { p_upload_id: id, p_role: "picture", p_file: file };
  await server.call("keep_upload", { ...given, ...sessionOf(person) });
  const picture = { p_version: randomUUID().replaceAll("-", ""), p_webp: "d2VicA==" };
  await server.call("choose_avatar", { ...sessionOf(person), ...picture });
  await sql`
    insert into take_downs (id, user_id, words, file_count) values (${randomUUID()}, ${person.userId}, 'No', 0)`;
  await sql`
    insert into reports (id, user_id, reason, words, contact) values (${randomUUID()}, ${person.userId}, 'other', '', '')`;
  const importId = randomUUID();
  await sql`insert into imports (id, user_id) values (${importId}, ${person.userId})`;
  await sql`
    insert into import_faults (import_id, seq, user_id, name, why)
    values (${importId}, 1, ${person.userId}, 'a.png', 'facts')`;
  await sql`
    insert into imported_books (user_id, part, account_id, record_id, made_at, facts)
    values (${person.userId}, 'ledger', ${randomUUID()}, '1', now(), '{}')`;
  await sql`
    insert into security_log (event, outcome, user_id, address) values ('sign_in', 'done', ${person.userId}, '')`;
  for (const kind of ["image", "edit", "video"] as const) {
    const [mediaId = ""] = await world.make(person, { kind });
    const named = { ...sessionOf(person), p_media_ids: [mediaId] };
    await server.call("make_board", { ...named, p_board_id: randomUUID(), p_name: "Sea" });
    await server.call("tag_media", { ...named, p_tags: ["sea"] });
    const search = { p_search_id: randomUUID(), p_name: "Sea", p_query: "view=recent&q=sea" };
    await server.call("save_search", { ...sessionOf(person), ...search });
    await server.call("make_share", {
      ...sessionOf(person),
      p_media_id: mediaId,
      p_share_id: randomUUID(),
      p_token_hash: randomUUID().replaceAll("-", "").repeat(2),
      p_shows_prompt: false,
      p_is_listed: false,
    });
  }
}

async function makePeople(): Promise<People> {
  const person = async () => {
    const made = await world.person(9000);
    await fill(made);
    return made;
  };
  const [ann, bob, suspended, revoked] = [
    await person(),
    await person(),
    await person(),
    await person(),
  ];
  await sql`update users set suspended_at = now() where id = ${suspended.userId}`;
  await server.call("revoke_session", sessionOf(revoked));
  return { ann, bob, suspended, revoked };
}
const people = await makePeople();

const nobody = Object.fromEntries(callers.map((caller) => [caller, "refused"])) as Outcomes;
/** Supabase's own: what is in them comes with a project, and its grants with it. */
const supabaseOwn = ["auth"];
const schemaOf = (name: string): string => name.split(".", 1)[0] ?? "";
const told = (outcomes: Outcomes): string =>
  callers.map((caller) => `${caller}: ${outcomes[caller]}`).join(", ");

/** What differs from what is declared. `null`: nothing is declared, so that there must be nothing. */
function differences(matrix: Matrix, declaredOf: (what: string) => Outcomes | null): string[] {
  return [...matrix].flatMap(([what, outcomes]) => {
    const wanted = declaredOf(what);
    if (!wanted) return [`${what} is declared nowhere`];
    return told(outcomes) === told(wanted) ? [] : [`${what} is ${told(outcomes)}`];
  });
}

function relationsDiffer(matrix: Matrix): string[] {
  return differences(matrix, (what) => {
    const [verb = "", name = ""] = what.split(" ");
    const schema = schemaOf(name);
    const isOurs = schema === "public" || schema === "private";
    const reading = declared.relations.get(name) ?? (isOurs ? null : nobody);
    return verb === "select" ? reading : reading && nobody;
  });
}

function functionsDiffer(matrix: Matrix): string[] {
  return differences(matrix, (what) => {
    const [name = ""] = what.split(" ");
    return declared.functions.get(name) ?? (schemaOf(name) === "public" ? null : nobody);
  });
}

const without = (matrix: Matrix, schemas: readonly string[]): Matrix =>
  new Map([...matrix].filter(([what]) => !schemas.some((each) => what.includes(`${each}.`))));

/** Whatever is done meanwhile is undone. */
async function inTransaction<T>(work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T> {
  let result: T;
  const undo = new Error("Undo it all");
  await sql
    .begin(async (tx) => {
      result = await work(tx);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return result!;
}

const relations = await inTransaction((tx) => readRelationMatrix(tx, people));

test("each table, view and sequence gives everybody what the data model's page says, and lets nobody write", () => {
  const tables = [...declared.relations.keys()];
  expect(tables.length).toBeGreaterThan(50);
  expect(tables.filter((name) => !relations.has(`select ${name}`))).toEqual(["private.turns"]);
  const verbs = ["insert", "update", "delete", "truncate"];
  for (const verb of verbs)
    expect([verb, tables.filter((name) => !relations.has(`${verb} ${name}`))]).toEqual([
      verb,
      ["private.all_tallies", "private.turns"],
    ]);
  expect(relationsDiffer(without(relations, supabaseOwn))).toEqual([]);
});

test("Supabase's own tables are out of everybody's reach", () => {
  const own = [...relations].filter(([what]) => what.includes(" auth."));
  expect(own.length).toBeGreaterThan(10);
  expect(differences(new Map(own), () => nobody)).toEqual([]);
});

test("each function runs for whom the data model's page says, and is refused to everybody else", async () => {
  const matrix = await inTransaction((tx) => readFunctionMatrix(tx, people));
  const found = new Set([...matrix.keys()].map((what) => what.split(" ", 1)[0]));
  expect([...declared.functions.keys()].filter((name) => !found.has(name))).toEqual([]);
  expect(matrix.size).toBeGreaterThan(300);
  expect(functionsDiffer(without(matrix, supabaseOwn))).toEqual([]);
});

test("each schema is open to the roles that the data model's page names", async () => {
  expect(await readSchemas(sql)).toEqual(
    new Map([...declared.schemas].toSorted(([one], [other]) => one.localeCompare(other))),
  );
});

test("whatever is added or opened without a line on that page is told", async () => {
  const opened = await inTransaction(async (tx) => {
    await tx.unsafe(`
      create table public.planted (id int);
      grant update (name) on public.users to authenticated;
      grant insert on public.credit_ledger to service_role;
      create policy planted on public.images for select to authenticated using (true);
      grant usage on schema private to anon;
      grant select on private.gift_codes to anon`);
    return relationsDiffer(await readRelationMatrix(tx, people));
  });
  for (const sentence of [
    /^select public\.planted is declared nowhere$/,
    /^update public\.users is visitor: refused, ann: name done, .*server: refused$/,
    /^insert public\.credit_ledger is .*server: \w{5}$/,
    /^select public\.images is visitor: refused, ann: all rows, .*revoked: all rows/,
    /^select private\.gift_codes is visitor: nothing/,
  ])
    expect(opened).toContainEqual(expect.stringMatching(sentence));

  const functions = await inTransaction(async (tx) => {
    await tx.unsafe(`
      create function public.planted() returns int language sql set search_path = '' as 'select 1';
      create function public.ready(p_more int) returns int language sql set search_path = '' as 'select 1';
      grant execute on function public.ready(int) to anon;
      grant execute on function private.move_credits to service_role;
      create function private.planted() returns int language sql set search_path = '' as 'select 1';
      grant execute on function private.planted to public`);
    return functionsDiffer(await readFunctionMatrix(tx, people));
  });
  for (const sentence of [
    /^public\.planted planted\(\) is declared nowhere$/,
    /^public\.ready ready\(integer\) is visitor: runs/,
    /^private\.move_credits .*server: runs/,
    /^private\.planted private\.planted\(\) is visitor: refused, ann: runs/,
  ])
    expect(functions).toContainEqual(expect.stringMatching(sentence));
});

import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { z } from "zod";
import { startWorld } from "./world";

const { sql, backend } = await startWorld();
const findings = z.array(z.object({ name: z.string(), level: z.string(), detail: z.string() }));

/** Supabase's own advisors, security and performance: their exit code, and what they found. */
async function advise(): Promise<{ exitCode: number; found: string[] }> {
  const remote = `--remote=${backend.databaseUrl}?sslmode=disable`;
  return new Promise((resolve, reject) => {
    const options = [
      "db",
      "advisors",
      remote,
      "--type",
      "all",
      "--level",
      "warn",
      "--fail-on",
      "warn",
      "--output",
      "json",
    ];
    execFile("node_modules/.bin/supabase", options, (error, stdout) => {
      if (error && typeof error.code !== "number") return reject(error);
      const text = stdout.slice(Math.max(0, stdout.indexOf("[")));
      const found = text === "" ? [] : findings.parse(JSON.parse(text));
      return resolve({
        exitCode: Number(error?.code ?? 0),
        found: found.map(({ name }) => name).toSorted(),
      });
    });
  });
}

test("Supabase's advisors have nothing to warn of", async () => {
  expect(await advise()).toEqual({ exitCode: 0, found: [] });
});

test("Supabase's advisors see what is planted, in the exposed schema too", async () => {
  await sql`create table public.planted (id int primary key)`;
  await sql`grant select on public.planted to anon`;
  await sql`create view public.planted_view as select * from public.users`;
  await sql`grant select on public.planted_view to anon`;
  await sql`create function public.planted_function() returns int language sql security definer as 'select 1'`;
  await sql`create policy planted on public.users for select to authenticated using (auth.uid() = id)`;
  const { exitCode, found } = await advise();
  expect(exitCode).toBe(1);
  expect(found).toEqual(
    expect.arrayContaining([
      "auth_rls_initplan",
      "function_search_path_mutable",
      "multiple_permissive_policies",
      "rls_disabled_in_public",
      "security_definer_view",
    ]),
  );
});

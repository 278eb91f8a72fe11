import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorStatus } from "~/.server/errors";
import { startTestBackend } from "../backend";

const { sql } = await startTestBackend();

test("every refusal has a known code and that code's status", async () => {
  const migrations = readdirSync("supabase/migrations").map((name) =>
    readFileSync(`supabase/migrations/${name}`, "utf8"),
  );
  const used = migrations.flatMap((text) =>
    [...text.matchAll(/private\.refuse\('(\w+)'/g)].map(([, code]) => code ?? ""),
  );
  expect(used.length).toBeGreaterThan(20);
  for (const code of new Set(used)) {
    const error: unknown = await sql`select private.refuse(${code}, '{"missingCredits": 5}')`.catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      code: `PT${Reflect.get(errorStatus, code)}`,
      detail: code,
      hint: '{"missingCredits": 5}',
    });
  }
});

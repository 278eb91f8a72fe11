import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startTestBackend } from "../backend";

const { backend } = await startTestBackend();

test("the generated types are those of the migrations (if not: pnpm db:types)", () => {
  const options = [
    "gen",
    "types",
    "typescript",
    `--remote=${backend.databaseUrl}?sslmode=disable`,
    "--schema=public",
  ];
  const fresh = execFileSync("node_modules/.bin/supabase", options, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(readFileSync("app/.server/db/database.types.ts", "utf8")).toBe(fresh);
});

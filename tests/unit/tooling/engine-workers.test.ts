import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const namesIn = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(pattern)].map((found) => found[1]!),
  );

test("what an engine asks for is built, and in development found where its folder has it", () => {
  const asked = namesIn(globSync("app/.server/**/*.ts"), /workerUrlOf\("(\w+)"\)/g);
  expect(asked).toContain("painter");
  const built = namesIn(["vite.config.ts"], /"(\w+)-worker": "app/g);
  expect(built.toSorted()).toEqual(asked.toSorted());
  for (const name of asked)
    expect([name, existsSync(`app/.server/${name}/${name}-worker.ts`)]).toEqual([name, true]);
});

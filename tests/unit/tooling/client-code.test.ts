import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";

const importsOf = (source: string) =>
  [...source.matchAll(/^import (type )?\{([^}]*)\} from "~\/domain\/([\w-]+)";/gm)].map(
    ([, type, names = "", file = ""]) => ({
      file,
      isOfTypes: Boolean(type) || names.split(",").every((name) => /^\s*(type |$)/.test(name)),
    }),
  );

test("no component takes more than types from a file of the domain that brings zod, a fifth of a page's code", () => {
  const withZod = new Set(
    globSync("app/domain/*.ts")
      .filter((path) => /^import \{[^}]*\} from "zod";/m.test(readFileSync(path, "utf8")))
      .map((path) => basename(path, ".ts")),
  );
  expect(withZod).toContain("views");
  const offending = globSync("app/components/**/*.{ts,tsx}").filter((path) =>
    importsOf(readFileSync(path, "utf8")).some(
      ({ file, isOfTypes }) => !isOfTypes && withZod.has(file),
    ),
  );
  expect(offending).toEqual([]);
});

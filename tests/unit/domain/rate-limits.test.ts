import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rateLimits } from "~/domain/rate-limits";

const lengths: Readonly<Record<string, number>> = { "an hour": 3600 };
const secondsOf = (length: string) => lengths[length] ?? Number.parseInt(length, 10) * 60;

test("the page about security has every limit with its numbers, and no other", () => {
  const page = readFileSync("docs/security.md", "utf8");
  const [, part = ""] = page.split("\n## How often\n");
  const rows = part
    .split("\n## ", 1)[0]
    ?.matchAll(/^\|[^|]+\| `([\w-]+)`\s*\| (\w+)\s*\| (\d+) in ([\w ]*\w)\s*\|$/gm);
  const told = Array.from(rows ?? [], ([, name, whose, uses, length = ""]) => [
    name,
    { whose, uses: Number(uses), seconds: secondsOf(length) },
  ]);
  expect(Object.fromEntries(told)).toEqual(rateLimits);
});

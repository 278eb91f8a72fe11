import { expect, test } from "vitest";
import { verdictOf } from "../../../scripts/audit-verdict.ts";

const advisory = {
  module_name: "left-pad",
  severity: "high",
  title: "Pads too much",
  url: "https://example.org/advisory",
  vulnerable_versions: "<1.3.0",
};

test("a known weakness is named and fails", () => {
  expect(verdictOf(JSON.stringify({ advisories: { 1: advisory } }))).toEqual({
    lines: ["high: left-pad <1.3.0: Pads too much https://example.org/advisory"],
    exitCode: 1,
  });
});

test("no known weakness passes", () => {
  expect(verdictOf(JSON.stringify({ advisories: {} })).exitCode).toBe(0);
});

test.each(["ERR_PNPM_AUDIT_BAD_RESPONSE", "ERR_PNPM_AUDIT_ENDPOINT_NOT_EXISTS", "ENOTFOUND"])(
  "a registry that answers no audits (%s) is said to be skipped, not passed over",
  (code) => {
    const { lines, exitCode } = verdictOf(JSON.stringify({ error: { code, message: "" } }));
    expect(lines.join()).toContain("Skipped");
    expect(exitCode).toBe(0);
  },
);

test.each([
  "",
  "<html>",
  "{}",
  JSON.stringify({ error: { code: "ERR_PNPM_AUDIT_NO_LOCKFILE" } }),
  JSON.stringify({ error: { code: "ERR_PNPM_OUTDATED" } }),
])("any other answer fails: %s", (output) => {
  expect(verdictOf(output).exitCode).toBe(1);
});

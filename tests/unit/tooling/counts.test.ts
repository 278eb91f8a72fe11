import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { countPlaywright, countStep, countVitest } from "../../runner/counts.ts";

const vitestReport = (passed: number, failed: number, testResults: unknown[] = []): string =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults });

function reportFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "easel-counts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "report.json"), text);
  return join(folder, "report.json");
}

test("counts a test file that could not be loaded as one failure", () => {
  const broken = { status: "failed", assertionResults: [] };
  const failing = { status: "failed", assertionResults: [{ status: "failed" }] };
  expect(countVitest(vitestReport(5, 1, [broken, failing]))).toEqual({ passed: 5, failed: 2 });
});

test("counts a flaky browser test and a fault outside any test as failures", () => {
  const report = {
    stats: { expected: 4, unexpected: 1, flaky: 1 },
    errors: [{ message: "setup" }],
  };
  expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 4, failed: 3 });
});

test("counts a step without a report as one failure", () => {
  expect(countStep("/nowhere/report.json", countVitest, true)).toEqual({ passed: 0, failed: 1 });
});

test("counts a step that ran nothing as one failure", () => {
  const path = reportFile(vitestReport(0, 0));
  expect(countStep(path, countVitest, true)).toEqual({ passed: 0, failed: 1 });
});

test("counts a step that ended badly without a failed test as one failure", () => {
  const path = reportFile(vitestReport(7, 0));
  expect(countStep(path, countVitest, false)).toEqual({ passed: 7, failed: 1 });
  expect(countStep(path, countVitest, true)).toEqual({ passed: 7, failed: 0 });
});

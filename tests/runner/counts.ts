import { readFileSync } from "node:fs";

export interface Counts {
  passed: number;
  failed: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  errors: unknown[];
}

export function addCounts(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** A check that only succeeds or fails. */
export function oneCheck(isGood: boolean): Counts {
  return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Of Vitest's JSON report. A file that could not be loaded counts as one failed test. */
export function countVitest(text: string): Counts {
  const report = JSON.parse(text) as VitestReport;
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** Of Playwright's JSON report. A fault outside any test counts as one failed test; a flaky test has failed. */
export function countPlaywright(text: string): Counts {
  const { stats, errors } = JSON.parse(text) as PlaywrightReport;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** What a step's report says, made to agree with how the step ended: no report, nothing run or a bad exit is a failure. */
export function countStep(
  path: string,
  read: (text: string) => Counts,
  isGoodExit: boolean,
): Counts {
  const counts = readCounts(path, read);
  if (counts === null) return { passed: 0, failed: 1 };
  const isSilentFailure = counts.failed === 0 && (!isGoodExit || counts.passed === 0);
  return isSilentFailure ? { ...counts, failed: 1 } : counts;
}

function readCounts(path: string, read: (text: string) => Counts): Counts | null {
  try {
    return read(readFileSync(path, "utf8"));
  } catch {
    // The step ended before it could write its report.
    return null;
  }
}

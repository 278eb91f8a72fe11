import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** What a step found. Its number of failures is the number of `failures`. */
export interface Counts {
  passed: number;
  /** What failed and why, each in a few lines. */
  failures: string[];
}

interface VitestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[];
  }[];
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    file: string;
    tests: {
      projectName: string;
      status: string;
      results: { error?: { message?: string } }[];
    }[];
  }[];
}

interface PlaywrightReport {
  stats: { expected: number };
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

export function addCounts(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
}

/** A check that only succeeds or fails; `why` tells of a failure, and its end is kept. */
export function oneCheck(isGood: boolean, why: string): Counts {
  return isGood ? { passed: 1, failures: [] } : { passed: 0, failures: [lastLines(why)] };
}

/** Of a step some of whose tests failed, when those have been run once more. */
export function afterAnother(first: Counts, second: Counts): Counts {
  const mended = Math.max(0, first.failures.length - second.failures.length);
  return { passed: first.passed + mended, failures: second.failures };
}

/** Of a file whose process ended in the middle of it: what it ended with is in the output alone. */
const endedEarly = "ended before its tests did";

/** Of Vitest's JSON report. A file that could not be loaded, or whose process ended, counts as one failed test. */
export function countVitest(text: string): Counts {
  const report = JSON.parse(text) as VitestReport;
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === "failed");
    if (failed.length > 0) {
      return failed.map(({ fullName, failureMessages }) =>
        failure(`${name} › ${fullName}`, failureMessages?.[0]),
      );
    }
    return status === "failed" ? [failure(name, message || endedEarly)] : [];
  });
  return { passed: report.numPassedTests, failures };
}

/** Of Vitest's JSON report: the files in which something failed. */
export function failedFiles(text: string): string[] {
  const { testResults } = JSON.parse(text) as VitestReport;
  return testResults.filter(({ status }) => status === "failed").map(({ name }) => name);
}

/** Of Playwright's JSON report. A fault outside any test counts as one failed test; a flaky test has failed. */
export function countPlaywright(text: string): Counts {
  const { stats, suites, errors } = JSON.parse(text) as PlaywrightReport;
  const outside = errors.map(({ message }) => failure("outside any test", message));
  return { passed: stats.expected, failures: [...suites.flatMap(failuresOf), ...outside] };
}

function failuresOf({ specs = [], suites = [] }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ projectName, results }) => {
        const message = results.find(({ error }) => error)?.error?.message;
        return failure(`[${projectName}] ${file} › ${title}`, message);
      }),
  );
  return [...own, ...suites.flatMap(failuresOf)];
}

/**
 * Makes a step's report agree with how the step ended: no report, nothing run or a bad exit is a failure, told by the
 * end of what it printed.
 */
export function countStep(path: string, read: (text: string) => Counts) {
  return (isGoodExit: boolean, output: string): Counts => {
    const counts = readCounts(path, read);
    const passed = counts?.passed ?? 0;
    const failed = (why: string) => ({ passed, failures: [`${why}\n${lastLines(output)}`] });
    if (counts === null) return failed("ended without a report");
    if (counts.failures.length > 0) {
      const explain = (one: string) =>
        one.endsWith(endedEarly) ? `${one}\n${lastLines(output)}` : one;
      return { passed, failures: counts.failures.map(explain) };
    }
    if (counts.passed === 0) return failed("no test was run");
    return isGoodExit ? counts : failed("ended badly, with no failed test");
  };
}

function readCounts(path: string, read: (text: string) => Counts): Counts | null {
  try {
    return read(readFileSync(path, "utf8"));
  } catch {
    // The step ended before it could write its report.
    return null;
  }
}

/** Playwright colors its messages for the report whatever the terminal is. */
function failure(name: string, message = "no message"): string {
  return `${name}\n${stripVTControlCharacters(message).split("\n").slice(0, 30).join("\n")}`;
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-40).join("\n");
}

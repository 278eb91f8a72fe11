import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  afterAnother,
  countPlaywright,
  countStep,
  countVitest,
  failedFiles,
  oneCheck,
} from "../../runner/counts.ts";

const vitestReport = (passed: number, testResults: unknown[] = []): string =>
  JSON.stringify({ numPassedTests: passed, testResults });

function reportFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "easel-counts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "report.json"), text);
  return join(folder, "report.json");
}

test("names each failed test, and a file that could not be loaded as one more", () => {
  const broken = { name: "a.test.ts", status: "failed", message: "gone", assertionResults: [] };
  const failed = { status: "failed", fullName: "adds", failureMessages: ["1 is not 2"] };
  const passed = { status: "passed", fullName: "stays" };
  const failing = { name: "b.test.ts", status: "failed", assertionResults: [failed, passed] };
  expect(countVitest(vitestReport(5, [broken, failing]))).toEqual({
    passed: 5,
    failures: ["a.test.ts\ngone", "b.test.ts › adds\n1 is not 2"],
  });
});

test("names failed and flaky browser tests, and a fault outside any test", () => {
  const run = (status: string, error?: string) => ({
    projectName: "phone",
    status,
    results: [{}, error ? { error: { message: error } } : {}],
  });
  const spec = (title: string, test: unknown) => ({ title, file: "a.spec.ts", tests: [test] });
  const inner = { title: "", specs: [spec("two", run("flaky", "late"))] };
  const specs = [spec("one", run("unexpected", "wrong")), spec("fine", run("expected"))];
  const report = {
    stats: { expected: 4 },
    suites: [{ title: "", specs, suites: [inner] }],
    errors: [{ message: "setup" }],
  };
  expect(countPlaywright(JSON.stringify(report))).toEqual({
    passed: 4,
    failures: [
      "[phone] a.spec.ts › one\nwrong",
      "[phone] a.spec.ts › two\nlate",
      "outside any test\nsetup",
    ],
  });
});

test("tells failures without colors", () => {
  const colored = "expected \u001B[32m1\u001B[39m";
  const failed = { status: "failed", fullName: "adds", failureMessages: [colored] };
  const report = vitestReport(0, [{ name: "a", status: "failed", assertionResults: [failed] }]);
  expect(countVitest(report).failures).toEqual(["a › adds\nexpected 1"]);
});

test("tells with the end of the output why a file's process ended in the middle of it", () => {
  const ended = { name: "a.test.ts", status: "failed", message: "", assertionResults: [] };
  const path = reportFile(vitestReport(3, [ended]));
  expect(countStep(path, countVitest)(false, "Worker exited with signal SIGSEGV\n")).toEqual({
    passed: 3,
    failures: ["a.test.ts\nended before its tests did\nWorker exited with signal SIGSEGV"],
  });
});

test("counts a step without a report as one failure", () => {
  expect(countStep("/nowhere/report.json", countVitest)(true, "one\ntwo\n")).toEqual({
    passed: 0,
    failures: ["ended without a report\none\ntwo"],
  });
});

test("counts a step that ran nothing as one failure", () => {
  const path = reportFile(vitestReport(0));
  expect(countStep(path, countVitest)(true, "").failures).toEqual(["no test was run\n"]);
});

test("counts a step that ended badly without a failed test as one failure", () => {
  const path = reportFile(vitestReport(7));
  expect(countStep(path, countVitest)(false, "Unhandled rejection")).toEqual({
    passed: 7,
    failures: ["ended badly, with no failed test\nUnhandled rejection"],
  });
  expect(countStep(path, countVitest)(true, "")).toEqual({ passed: 7, failures: [] });
});

test("keeps the end of what a failed check printed", () => {
  const printed = Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n");
  expect(oneCheck(false, `early\n${printed}\n`).failures).toEqual([printed]);
  expect(oneCheck(true, printed)).toEqual({ passed: 1, failures: [] });
});

test("what failed twice has failed, and what failed once beside others has passed", () => {
  const first = { passed: 90, failures: ["a.test.ts › one", "b.test.ts › two"] };
  const all = { passed: 12, failures: [] };
  expect(afterAnother(first, all)).toEqual({ passed: 92, failures: [] });
  const half = { passed: 11, failures: ["b.test.ts › two"] };
  expect(afterAnother(first, half)).toEqual({ passed: 91, failures: half.failures });
  const worse = { passed: 0, failures: ["no test was run", "left", "right"] };
  expect(afterAnother(first, worse)).toEqual({ passed: 90, failures: worse.failures });
});

test("names the files to run once more, also one that could not be loaded", () => {
  const broken = { name: "a.test.ts", status: "failed", assertionResults: [] };
  const fine = { name: "b.test.ts", status: "passed", assertionResults: [] };
  expect(failedFiles(vitestReport(5, [broken, fine]))).toEqual(["a.test.ts"]);
});

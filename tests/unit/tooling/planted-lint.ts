import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Finding {
  file: string;
  line: number;
  rule: string;
}

interface Report {
  diagnostics: {
    code: string;
    filename: string;
    labels: { span: { line: number } }[];
  }[];
}

const checkout = process.cwd();
const linter = join(
  dirname(createRequire(import.meta.url).resolve("oxlint/package.json")),
  "bin/oxlint",
);
const aliases = { compilerOptions: { paths: { "~/*": ["./app/*"] } } };

/**
 * Writes the files into a folder of their own beside a copy of the lint configuration, lints them, and removes all of
 * it.
 */
export async function lintPlanted(files: ReadonlyMap<string, string>): Promise<Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), "easel-lint-"));
  try {
    await cp(join(checkout, "oxlint.config.ts"), join(folder, "oxlint.config.ts"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(aliases));
    for (const [name, text] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return readReport(await runLinter(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runLinter(folder: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  // Findings make the linter exit with 1, so the report is read whatever the code.
  execFile(process.execPath, [linter, "--format=json"], options, (error, stdout, stderr) => {
    if (stdout === "") reject(new Error(`oxlint said nothing: ${stderr}`, { cause: error }));
    else resolve(stdout);
  });
  return promise;
}

function readReport(text: string): Finding[] {
  const report = JSON.parse(text) as Report;
  return report.diagnostics.map(({ code, filename, labels }) => ({
    file: filename,
    line: labels[0]?.span.line ?? 0,
    rule: code,
  }));
}

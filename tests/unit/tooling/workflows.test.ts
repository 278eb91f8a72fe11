import { readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { targetVariables } from "../../hosted/target.ts";

// The parser imports JSON without saying so, which Node does not take.
const hooks = registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } =
  await import("@actions/workflow-parser");
hooks.deregister();

const folder = ".github/workflows";
const files = readdirSync(folder);
const sourceOf = (name: string) => readFileSync(`${folder}/${name}`, "utf8");

/** What GitHub's own reader of job files has against one. */
async function findProblems(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({ steps: z.array(z.object({ run: z.string().optional() })) }),
  ),
});
const commandsOf = (source: string): string =>
  Object.values(workflow.parse(parse(source)).jobs)
    .flatMap(({ steps }) => steps.map(({ run = "" }) => run))
    .join("\n");

test.each(files)("GitHub's own reader takes %s", async (name) => {
  expect(await findProblems(name, sourceOf(name))).toEqual([]);
});

test("it tells what is wrong with a job file", async () => {
  const source = sourceOf("test.yml");
  for (const [right, wrong] of [
    ["runs-on: ubuntu-24.04", "run-on: ubuntu-24.04"],
    ["if: runner.os == 'macOS'", "if: runner.os == macOS'"],
    ["fail-fast: false", "fail-fast: maybe"],
  ] as const) {
    expect(source).toContain(right);
    expect([wrong, await findProblems("test.yml", source.replace(right, wrong))]).not.toEqual([
      wrong,
      [],
    ]);
  }
});

test("job files run the README's commands and scripts that there are", () => {
  const commands = files.map(sourceOf).map(commandsOf).join("\n");
  const readme = readFileSync("README.md", "utf8");
  const pnpm = /npx -y pnpm@[\d.]+/.exec(readme)?.[0] ?? "";
  for (const name of files) expect(sourceOf(name)).toContain(`PNPM: ${pnpm}\n`);
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync("package.json", "utf8")));
  const called = [...commands.matchAll(/\$PNPM (?!install|exec|--silent)([\w:]+)/g)].map(
    ([, script = ""]) => script,
  );
  expect(called).toEqual(expect.arrayContaining(["dev", "test", "test:hosted"]));
  expect(called.filter((script) => !(script in scripts))).toEqual([]);
  for (const variable of Object.values(targetVariables))
    expect(commands).toContain(`=${variable} `);
});

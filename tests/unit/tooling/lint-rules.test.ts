import { expect, test } from "vitest";
import { lintPlanted } from "./planted-lint";

/** The rules that the linter finds in one file of the app, sorted. */
async function rulesFor(
  file: string,
  text: string,
  ...others: [string, string][]
): Promise<string[]> {
  const findings = await lintPlanted(new Map([[file, text], ...others]));
  return [
    ...new Set(findings.filter((one) => one.file === file).map(({ rule }) => rule)),
  ].toSorted();
}

test("refuses to read the environment outside env.ts", async () => {
  const text = `export const port = process.env["PORT"];\n`;
  expect(await rulesFor("app/.server/main.ts", text)).toEqual(["node(no-process-env)"]);
  expect(await rulesFor("app/.server/media/stores/vercel-blob.ts", text)).toEqual([
    "node(no-process-env)",
  ]);
  expect(await rulesFor("app/.server/env.ts", text)).toEqual([]);
});

test("refuses a style attribute, which the content security policy would block", async () => {
  const onElement = `export const Dot = () => <i style={{ color: "red" }} />;\n`;
  const onComponent = `import { Box } from "./box";\nexport const Dot = () => <Box style={{}} />;\n`;
  const plain = `export const Dot = () => <i className="dot" />;\n`;
  expect(await rulesFor("app/components/ui/dot.tsx", onElement)).toEqual([
    "react(forbid-dom-props)",
  ]);
  expect(await rulesFor("app/components/ui/dot.tsx", onComponent)).toEqual([
    "react(forbid-component-props)",
  ]);
  expect(await rulesFor("app/components/ui/dot.tsx", plain)).toEqual([]);
});

test("refuses modules that import each other in a circle", async () => {
  const one = `import { two } from "~/domain/two";\nexport const one = (): number => two();\n`;
  const two = `import { one } from "./one";\nexport const two = (): number => one();\n`;
  expect(await rulesFor("app/domain/one.ts", one, ["app/domain/two.ts", two])).toEqual([
    "import(no-cycle)",
  ]);
});

test("refuses modules that need each other's types", async () => {
  const one = `import type { Two } from "./two";\nexport interface One {\n  two: Two | null;\n}\n`;
  const two = `import type { One } from "./one";\nexport interface Two {\n  one: One | null;\n}\n`;
  expect(await rulesFor("app/domain/one.ts", one, ["app/domain/two.ts", two])).toEqual([
    "import(no-cycle)",
  ]);
});

test("refuses a default export except in the files that the framework reads", async () => {
  const text = "export default function Page() {\n  return null;\n}\n";
  expect(await rulesFor("app/components/ui/page.tsx", text)).toEqual(["import(no-default-export)"]);
  expect(await rulesFor("app/routes/page.tsx", text)).toEqual([]);
});

test("refuses a file of the app that has grown past 250 lines", async () => {
  const text = Array.from({ length: 251 }, (_, index) => `export const n${index} = ${index};`);
  expect(await rulesFor("app/domain/long.ts", `${text.join("\n")}\n`)).toEqual([
    "eslint(max-lines)",
  ]);
});

test("refuses a function of more than 60 lines, and markup of more than 100", async () => {
  const linesOf = (count: number) =>
    [
      "export function add(from: number): number {",
      "  let sum = from;",
      ...Array.from({ length: count - 4 }, (_, index) => `  sum += ${index};`),
      "  // Neither a comment nor a blank line counts.",
      "",
      "  return sum;",
      "}",
      "",
    ].join("\n");
  const tooLong = ["eslint(max-lines-per-function)"];
  expect(await rulesFor("app/domain/add.ts", linesOf(60))).toEqual([]);
  expect(await rulesFor("app/domain/add.ts", linesOf(61))).toEqual(tooLong);
  expect(await rulesFor("app/components/ui/add.tsx", linesOf(100))).toEqual([]);
  expect(await rulesFor("app/components/ui/add.tsx", linesOf(101))).toEqual(tooLong);
});

test("refuses any, a silenced compiler error and a note to do it later", async () => {
  const text = [
    "export const one = (value: any): any => value;",
    "// @ts-ignore",
    "export const two = 2;",
    "// TODO finish this",
    "export const three = 3;",
  ];
  expect(await rulesFor("app/domain/loose.ts", text.join("\n"))).toEqual([
    "eslint(no-warning-comments)",
    "typescript(ban-ts-comment)",
    "typescript(no-explicit-any)",
  ]);
});

test("refuses to print from the app, which has a log", async () => {
  const text = `console.log("hello");\n`;
  expect(await rulesFor("app/.server/media/store.ts", text)).toEqual(["eslint(no-console)"]);
});

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import lucide from "@iconify-json/lucide/icons.json";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Alert } from "~/components/ui/alert";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { classConflicts, classNamesIn, unknownClasses } from "../../../class-checks";

async function components(): Promise<string> {
  const folder = "app/components";
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

test("every icon that a component names is in its set", async () => {
  const named = [...(await components()).matchAll(/icon-\[(lucide|easel)--([\w-]+)\]/g)];
  const drawings = await readdir("app/components/ui/drawings");
  const known = (set: string, name: string) =>
    set === "lucide"
      ? Object.hasOwn(lucide.icons, name) || Object.hasOwn(lucide.aliases, name)
      : drawings.includes(`${name}.svg`);
  expect(named.length).toBeGreaterThan(20);
  expect(
    named.filter(([, set = "", name = ""]) => !known(set, name)).map(([icon]) => icon),
  ).toEqual([]);
});

test("no variant of a primitive is given a class that contradicts another", () => {
  const variants = ["default", "outline", "ghost", "muted"] as const;
  const sizes = ["default", "lg", "icon"] as const;
  const html = renderToStaticMarkup(
    <>
      {variants.flatMap((variant) =>
        sizes.map((size) => <Button key={variant + size} {...{ variant, size }} />),
      )}
      {(["default", "success", "warning", "destructive"] as const).map((variant) => (
        <Badge key={variant} variant={variant} />
      ))}
      {(["default", "success", "destructive"] as const).map((variant) => (
        <Alert key={variant} variant={variant} title="A title" />
      ))}
    </>,
  );
  expect(classNamesIn(html).length).toBeGreaterThan(variants.length * sizes.length);
  expect(classConflicts(classNamesIn(html))).toEqual([]);
});

test("a contradiction is found, and what only looks like one is not", () => {
  expect(
    classConflicts(["px-4 py-2 px-3", "text-ink text-md", "rounded-control rounded-panel"]),
  ).toEqual(["px-4 py-2 px-3", "rounded-control rounded-panel"]);
});

test("a link that looks like a button stays a link", () => {
  const html = renderToStaticMarkup(
    <Button asChild variant="outline" className="self-start">
      <a href="/gallery">Gallery</a>
    </Button>,
  );
  expect(html).toBe('<a href="/gallery" class="button button-outline self-start">Gallery</a>');
});

test("a class without a rule is found, also where its name has to be escaped", () => {
  const css = String.raw`.max-sm\:px-3 { padding: 0 } .w-1\.5 { width: 6px } .\32 xl\:p-0 { padding: 0 }`;
  expect(unknownClasses(["group/tile max-sm:px-3 w-1.5 2xl:p-0", "group words-link"], css)).toEqual(
    ["words-link"],
  );
});

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { hasWords, lostMentions, projectFiles, wordsIn } from "./mentions.ts";

const files = await projectFiles();
/** Names what is not there on purpose. */
const thisTest = "tests/unit/tooling/mentions.test.ts";

test("every file and section that a comment or a document names is there", async () => {
  const spoken = [...files].filter((path) => hasWords(path) && path !== thisTest);
  expect(spoken.length).toBeGreaterThan(0);
  const lost = await Promise.all(
    spoken.map(async (path) => {
      const words = wordsIn(path, await readFile(path, "utf8"));
      return (await lostMentions(path, words, files)).map((name) => `${path} names ${name}`);
    }),
  );
  expect(lost.flat()).toEqual([]);
});

test.each([
  [
    "a folder that was moved",
    "The painter is in `app/.server/no-such-folder`.",
    "app/.server/no-such-folder",
  ],
  ["a file in a folder", "See tests/emulators/no-such-file.ts.", "tests/emulators/no-such-file.ts"],
  ["a program by its name alone", "As no-such-module.ts has it.", "no-such-module.ts"],
  ["a document without its place", "As providers.md says.", "providers.md"],
  ["a pattern that nothing fits", "In `app/no-such-*/{a,b}.ts`.", "app/no-such-*/{a,b}.ts"],
  ["a section", "As it is (docs/providers.md 5.6, 5.99).", "docs/providers.md 5.99"],
  [
    "the last of some sections",
    "All of it (docs/providers.md 4.2 to 4.66).",
    "docs/providers.md 4.66",
  ],
])("finds %s that is not there", async (_what, words, name) => {
  expect(await lostMentions("app/root.tsx", words, files)).toEqual([name]);
});

test.each([
  ["another page", "[here](no-such-page.md)", ["no-such-page.md"]],
  ["a heading of another page", "[here](gradio.md#no-such-heading)", ["gradio.md#no-such-heading"]],
  ["a heading of its own", "[here](#no-such-heading)", ["#no-such-heading"]],
  ["a picture", '<img src="screenshots/none.jpg">', ["screenshots/none.jpg"]],
])("finds a link to %s that is not there", async (_what, words, lost) => {
  expect(await lostMentions("docs/security.md", words, files)).toEqual(lost);
});

test.each([
  "`app/routes` and app/.server/*/port.ts, as docs/providers.md 4.2 to 4.6 and 11 say; env.ts reads it.",
  "`@supabase/ssr` and https://example.org/docs/no-such-page.md are no files of ours.",
])("finds nothing lost in: %s", async (words) => {
  expect(await lostMentions("app/root.tsx", words, files)).toEqual([]);
});

test("a program says something in its comments, and where it names a document", () => {
  const text = [
    'import { a } from "./imported.ts"; // one.ts',
    "/**\n * two.ts, and so\n * on: 3.1\n */",
    "  {/* three.ts */}",
    'const address = "https://example.org/four.ts";',
    'throw new Error("as docs/hosting-supabase.md says");',
  ].join("\n");
  const words = wordsIn("app/some.tsx", text);
  expect(words).toContain("one.ts");
  expect(words).toContain("two.ts, and so\non: 3.1");
  expect(words).toContain("three.ts");
  expect(words).toContain("docs/hosting-supabase.md");
  expect(words).not.toContain("imported.ts");
  expect(words).not.toContain("four.ts");
});

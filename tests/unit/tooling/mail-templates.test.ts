import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeMailTemplates } from "../../../app/.server/embedded/mail-templates.ts";

test.each(["confirmation", "recovery"] as const)(
  "a hosted project sends the same %s mail as the built-in backend",
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), "easel-mails-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const templates = await writeMailTemplates(folder);
    const own = await readFile(templates[name].content_path, "utf8");
    const hosted = await readFile(`supabase/templates/${name}.html`, "utf8");
    expect(withoutLayout(hosted)).toBe(withoutLayout(own));
    expect(await readFile("supabase/config.toml", "utf8")).toContain(
      `[auth.email.template.${name}]\nsubject = "${templates[name].subject}"`,
    );
  },
);

/** Where lines break in the source of a mail makes no difference to it. */
function withoutLayout(html: string): string {
  return html.replaceAll(/\s+/g, " ").replaceAll(/ ?([<>]) ?/g, "$1");
}

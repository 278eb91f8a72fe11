import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeMailTemplates } from "../../../app/.server/embedded/mail-templates.ts";

test.each(["confirmation", "recovery", "email_change"] as const)(
  "a hosted project sends the same %s mail as the built-in backend",
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), "easel-mails-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const templates = await writeMailTemplates(folder);
    const own = await readFile(templates[name].content_path, "utf8");
    await expect(own).toMatchFileSnapshot(`../../../supabase/templates/${name}.html`);
    expect(await readFile("supabase/config.toml", "utf8")).toContain(
      `[auth.email.template.${name}]\nsubject = "${templates[name].subject}"`,
    );
  },
);

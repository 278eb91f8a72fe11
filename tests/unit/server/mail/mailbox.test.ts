import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openMailbox } from "../../../../app/.server/mail/mailbox.ts";

async function makeDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "easel-mailbox-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  return dir;
}

const html =
  '<title>Hi</title><h1>Hello</h1><p><a class="x" href="http://a.example/b?c=1&amp;d=2">Confirm</a></p>';

test("a mail is kept with its text and its link, readable by this user only", async () => {
  const dir = await makeDir();
  await openMailbox(dir).post({ to: "ann@example.com", subject: "Hi", html }, 3600);
  const [mail] = await openMailbox(dir).list();
  const link = "http://a.example/b?c=1&d=2";
  expect(mail).toMatchObject({
    to: "ann@example.com",
    subject: "Hi",
    html,
    link,
    text: `Hello\nConfirm: ${link}`,
  });
  expect(await openMailbox(dir).read(mail?.id ?? "")).toEqual(mail);
  expect((await stat(join(dir, "mail", `${mail?.id}.json`))).mode & 0o777).toBe(0o600);
});

test("an empty mailbox has no mails", async () => {
  expect(await openMailbox(await makeDir()).list()).toEqual([]);
});

test("the newest 200 are kept, newest first", async () => {
  const dir = await makeDir();
  const mailbox = openMailbox(dir);
  const folder = join(dir, "mail");
  await mailbox.post({ to: "a@example.com", subject: "first", html }, 3600);
  const [first] = await mailbox.list();
  const older = Array.from(
    { length: 200 },
    (_, index) => `0${index.toString(36).padStart(8, "0")}-00000000`,
  );
  await Promise.all(
    older.map((id) => writeFile(join(folder, `${id}.json`), JSON.stringify({ ...first, id }))),
  );
  await mailbox.post({ to: "a@example.com", subject: "last", html }, 3600);
  const mails = await mailbox.list();
  expect(mails).toHaveLength(200);
  expect(mails.slice(0, 2).map(({ subject }) => subject)).toEqual(["last", "first"]);
  expect(await readdir(folder)).toHaveLength(200);
});

test.each(["../secrets", "..", "", "0mwtn0xp2-c1dcac4f/../x", "0mwtn0xp2-c1dcac4f"])(
  "an id that names no mail (%j) finds nothing",
  async (id) => {
    const dir = await makeDir();
    await writeFile(join(dir, "secrets.json"), "{}");
    expect(await openMailbox(dir).read(id)).toBeNull();
  },
);

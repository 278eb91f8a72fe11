import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "./database";
import { expect, makeAccount, makePicture, openPicture, test } from "./fixtures";
import { removeDataDir, startServer, startWorker } from "./server";

test("the clean-up runs for whoever shows the secret, and for nobody else", async () => {
  const server = await startServer();
  try {
    const secrets = await readFile(join(server.dataDir, "secrets.json"), "utf8");
    const { cronSecret } = JSON.parse(secrets) as { cronSecret: string };
    const call = (method: string, secret: string | null, query = "") =>
      fetch(`${server.origin}/cron/cleanup${query}`, {
        method,
        headers: secret === null ? {} : { authorization: `Bearer ${secret}` },
      });
    for (const method of ["GET", "POST"]) {
      expect((await call(method, null)).status).toBe(401);
      expect((await call(method, cronSecret.slice(1))).status).toBe(401);
      const done = await call(method, cronSecret);
      expect([done.status, await done.json()]).toEqual([
        200,
        expect.objectContaining({ expiredFiles: 0, failedObjects: 0, more: false }),
      ]);
    }
    const dry = await call("GET", cronSecret, "?dry_run=1");
    expect(await dry.json()).toMatchObject({
      ...{ dryRun: true, expiredFiles: 0, objects: 0, orphanedObjects: 0, more: false },
    });
    expect(await (await call("GET", cronSecret, "?runs=5")).json()).toEqual({ runs: [] });
    for (const slip of ["?dry_run=yes", "?dry_run", "?runs=0", "?runs=many"])
      expect((await call("GET", cronSecret, slip)).status).toBe(400);
    expect((await call("HEAD", cronSecret)).status).toBe(405);
    expect(server.output()).not.toContain(cronSecret);
  } finally {
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

test("what has expired is deleted by Easel itself, by whichever process looks first", async ({
  browser,
  faults,
}) => {
  faults.allow(/404/);
  const server = await startServer();
  const sql = await openDatabase(server);
  const context = await browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  try {
    await expect
      .poll(() => sql`select outcome, expired_files from private.clean_up_run`)
      .toEqual([{ outcome: "done", expired_files: "0" }]);
    await makeAccount(page);
    await makePicture(page, "a lighthouse in the fog");
    await makePicture(page, "a red barn");
    await page.goto("/gallery");
    await openPicture(page, "a red barn");
    const [picture] = await sql`
      update media set expires_at = now() from generations g
      where g.id = generation_id and g.prompt = 'a red barn' returning media.id`;
    const id = String(picture?.["id"]);
    // Nobody gets it any more from that moment on, before anything is deleted.
    for (const path of [`/media/${id}/original`, `/media/${id}/thumb`, `/image/${id}`])
      expect((await page.request.get(path)).status()).toBe(404);
    const files = async () => {
      const entries = await readdir(join(server.dataDir, "media"), {
        recursive: true,
        withFileTypes: true,
      });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    };
    expect(await files()).toHaveLength(4);
    await sql`update private.clean_up_run set due_at = now()`;
    const worker = await startWorker(server.dataDir, {});
    await expect.poll(async () => (await files()).filter((name) => name.includes(id))).toEqual([]);
    expect(await files()).toHaveLength(2);
    await expect
      .poll(() => sql`select outcome, expired_files, deleted_objects from private.clean_up_run`)
      .toEqual([{ outcome: "done", expired_files: "1", deleted_objects: "2" }]);
    worker.signal("SIGTERM");
    expect(await worker.ended).toBe(0);
  } finally {
    await sql.end();
    await context.close();
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures";
import { removeDataDir, startServer } from "./server";

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
    expect(await dry.json()).toEqual({ dryRun: true, expiredFiles: 0, objects: 0 });
    expect((await call("HEAD", cronSecret)).status).toBe(405);
    expect(server.output()).not.toContain(cronSecret);
  } finally {
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

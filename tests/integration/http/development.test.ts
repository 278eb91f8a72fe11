import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "./fixture-server";

test("`pnpm dev` serves the pages from their sources, keeps its files to itself, and stops by itself", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "easel-dev-"));
  // PostgreSQL runs under another account when the tests run as root.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: "",
    PORT: String(port),
    DATA_DIR: dataDir,
    PUBLIC_ORIGIN: "",
  };
  const child = spawn(process.execPath, ["scripts/dev.ts"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  try {
    const url = `http://localhost:${port}`;
    await expect.poll(() => printed).toContain(`Easel is ready: ${url}\n`);
    const page = await fetch(url, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    // Answered by a page that asks the container: server and pages share one copy of it.
    expect(await page.text()).toContain("<h1");
    const source = await fetch(`${url}/app/root.tsx`);
    expect([source.status, source.headers.get("x-content-type-options")]).toEqual([200, "nosniff"]);
    const secrets = [
      `/@fs${dataDir}/secrets.json`,
      "/package.json",
      "/.env",
      "/.git/config",
      "/scripts/dev.ts",
    ];
    const answers = await Promise.all(secrets.map((path) => fetch(url + path)));
    expect(answers.map(({ ok }) => ok)).toEqual(secrets.map(() => false));
    const foreign = await fetch(`${url}/login`, {
      method: "POST",
      headers: { origin: "http://evil.test" },
      body: "",
    });
    expect(foreign.status).toBe(403);
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
  } finally {
    if (child.exitCode === null) child.kill("SIGTERM");
    await exited;
    await rm(dataDir, { recursive: true, force: true });
  }
});

import { once } from "node:events";
import { resolve } from "node:path";
import { createServer, createServerModuleRunner } from "vite";
import type * as ProcessLife from "../../../app/.server/http/process-life.ts";
import type * as Log from "../../../app/.server/log.ts";
import type * as FixtureServer from "./fixture-server.ts";

/** Runs the fixture server as a program of its own, with the real handling of signals and failed starts. */
const root = resolve(import.meta.dirname, "../../..");
const vite = await createServer({
  root,
  configFile: false,
  appType: "custom",
  logLevel: "error",
  resolve: { alias: { "~": resolve(root, "app") } },
  optimizeDeps: { noDiscovery: true, include: [] },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const runner = createServerModuleRunner(vite.environments.ssr, { hmr: false });
const { startFixture } = await runner.import<typeof FixtureServer>(
  "/tests/integration/http/fixture-server.ts",
);
const { exitAfterFailedStart, stopWithProcess } = await runner.import<typeof ProcessLife>(
  "/app/.server/http/process-life.ts",
);
const { createLog } = await runner.import<typeof Log>("/app/.server/log.ts");

/** With HOLD_START set, the start takes until SIGUSR2 comes. */
async function startWhenLet() {
  if (process.env["HOLD_START"]) {
    // Waiting for a signal alone keeps no process.
    const stay = setInterval(() => undefined, 1000);
    await once(process, "SIGUSR2");
    clearInterval(stay);
  }
  return await startFixture(process.env as Record<string, string>);
}

try {
  const starting = startWhenLet();
  const stop = async () => {
    const { stop: stopFixture, stops, log } = await starting;
    await stopFixture();
    process.stdout.write(`${log()}containers stopped: ${stops()}\n`);
  };
  const stoppable = starting.then(() => ({ stop }));
  stopWithProcess(stoppable, createLog({ level: "info" }));
  if (process.env["HOLD_START"]) process.stdout.write("starting\n");
  await stoppable;
  const fixture = await starting;
  process.stdout.write(`listening on ${fixture.url}\n`);
} catch (error) {
  exitAfterFailedStart(error);
}

import { existsSync } from "node:fs";
import { createServer, createServerModuleRunner } from "vite";
import type * as Development from "../app/.server/development.ts";
import { createHttpServer } from "../app/.server/http/http-server.ts";

/**
 * `pnpm dev`: the real server with Vite in place of the built files. Pages reload as they are edited, through the same
 * port; what runs behind them (worker, database) stays up, and needs a restart to take over changes of its own.
 */
process.env["NODE_ENV"] = "development";
if (existsSync(".env")) process.loadEnvFile(".env");
const server = createHttpServer();
const dataDir = process.env["DATA_DIR"] || ".data";

const vite = await createServer({
  appType: "custom",
  logLevel: "warn",
  server: {
    middlewareMode: true,
    hmr: { server },
    cors: false,
    // Easel's own check comes first, and knows the names of a home network.
    allowedHosts: true,
    // The database writes there all the time.
    watch: { ignored: ["**/.data/**", `${dataDir}/**`] },
    // Only what a page can need, never the data directory or an .env file.
    fs: { strict: true, allow: ["app", "public", "node_modules"] },
  },
});

// The framework's own Vite, which reads the routes, would end the process at once on SIGTERM and at the end of the
// input. The server stops itself, with the database.
process.removeAllListeners("SIGTERM");
process.stdin.removeAllListeners("end");

// One runner for everything, so that server and pages share one copy of each module. Without hot updates of its own it
// runs again what was edited and what imports that, and leaves the rest as it is.
const runner = createServerModuleRunner(vite.environments.ssr, { hmr: false });
const { startDevelopment } = await runner.import<typeof Development>("/app/.server/development.ts");
await startDevelopment({
  server,
  loadBuild: () => runner.import("virtual:react-router/server-build"),
  files: vite.middlewares,
  close: () => vite.close(),
});

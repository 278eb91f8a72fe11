import type postgres from "postgres";
import {
  emulatedSettings,
  startEveryEmulator,
  type EveryEmulator,
} from "../emulators/every-emulator";
import { openDatabase } from "./database";
import { test as base } from "./fixtures";
import { freePort, removeDataDir, startServer, type TestServer } from "./server";

export interface Site {
  emulator: EveryEmulator;
  server: TestServer;
  /** Its database, for what no form can do. */
  sql: postgres.Sql;
}

/**
 * Tests on a server of their own, with these settings, whose outside services are emulated. Each begins without orders
 * to them, and no route is known to have failed. People know the server by `hostName`, over plain http: one that ends
 * in `.test` is no secure context to the browser.
 */
export function testWith(settings: Record<string, string>, hostName = "localhost") {
  return base.extend<{ fresh: void }, { site: Site }>({
    site: [
      async ({ playwright: _anything }, provide) => {
        const emulator = await startEveryEmulator();
        const port = await freePort();
        const env = {
          ...settings,
          NODE_ENV: "test",
          PROVIDER_EMULATOR: emulator.origin,
          PUBLIC_ORIGIN: `http://${hostName}:${port}`,
        };
        const server = await startServer({ port, env });
        const sql = await openDatabase(server);
        await provide({ emulator, server: { ...server, origin: env.PUBLIC_ORIGIN }, sql });
        await sql.end();
        await server.stop();
        await removeDataDir(server.dataDir);
        await emulator.close();
      },
      { scope: "worker", timeout: 600_000 },
    ],
    baseURL: async ({ site }, provide) => await provide(site.server.origin),
    fresh: [
      async ({ site }, provide) => {
        site.emulator.reset();
        await provide();
        await leaveNothing(site.sql);
      },
      { auto: true },
    ],
  });
}

/** Spec files that use the same of these share its servers. Every provider is emulated. */
export const emulatedTest = testWith(emulatedSettings);
/** As in a home network: plain http by a name. */
export const homeTest = testWith(emulatedSettings, "easel.test");

/**
 * Ends what has no end, as its person could: left alone it would run out of time, and its route would count as failing.
 * What became of one test's requests decides about no route of the next one's.
 */
async function leaveNothing(sql: postgres.Sql): Promise<void> {
  await sql`
    select public.cancel_generation(g.user_id, s.id, g.id::text)
    from generations g join lateral (
      select id from user_sessions where user_id = g.user_id and revoked_at is null limit 1) s on true
    where g.status in ('queued', 'running')`;
  await sql`delete from private.route_outcomes`;
  await sql`delete from private.route_health`;
}

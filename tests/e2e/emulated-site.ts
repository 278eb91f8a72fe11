import { startEveryEmulator, type EveryEmulator } from "../emulators/every-emulator";
import { test as base } from "./fixtures";
import { freePort, removeDataDir, startServer, type TestServer } from "./server";

export interface Site {
  emulator: EveryEmulator;
  server: TestServer;
}

/**
 * Tests on a server of their own, with these settings, whose outside services are emulated. Each begins without orders
 * to them. People know the server by `hostName`, over plain http: one that ends in `.test` is no secure context to the
 * browser.
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
        await provide({ emulator, server: { ...server, origin: env.PUBLIC_ORIGIN } });
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
      },
      { auto: true },
    ],
  });
}

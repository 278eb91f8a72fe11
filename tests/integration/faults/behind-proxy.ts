import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";
import { createDatabase, type Caller } from "~/.server/db/clients";
import { attach } from "~/.server/embedded/backend";
import type { GenerationStore } from "~/.server/generations/port";
import { createSupabaseGenerationStore } from "~/.server/generations/supabase-generation-store";
import type { World } from "../sql/world";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy";

export interface BehindProxy {
  proxy: TcpProxy;
  /** SQL functions with the server's rights. */
  server: Caller;
  store: GenerationStore;
}

/** The same database behind a line that can be cut, with connections of its own. */
export async function behindProxy({ backend }: World): Promise<BehindProxy> {
  const proxy = await startTcpProxy(backend.databaseUrl);
  const home = join(inject("cluster").dataDir, "databases", randomUUID());
  const attached = await attach({
    secrets: inject("cluster").secrets,
    databaseUrl: proxy.url,
    publicOrigin: backend.url,
    emailConfirmation: false,
    sessionLife: { idleDays: 30, maxDays: 90 },
    migrationsDir: "supabase/migrations",
    sendMail: async () => {},
    templatesDir: join(home, "templates"),
    log: () => undefined,
  });
  onTestFinished(() => attached.close());
  const database = createDatabase({ ...backend, fetch: attached.fetch });
  return { proxy, server: database.asService(), store: createSupabaseGenerationStore(database) };
}

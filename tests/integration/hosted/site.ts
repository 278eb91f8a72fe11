import { createHash } from "node:crypto";
import { afterAll } from "vitest";
import { freePort, removeDataDir, startServer, type TestServer } from "../../e2e/server.ts";
import type { Answer, EmulatedRoute, Received } from "../../emulators/emulator.ts";
import {
  startSupabaseAuthEmulator,
  type SupabaseAuthEmulator,
} from "../../emulators/supabase-auth.ts";
import type { AuthUser } from "../../emulators/supabase-auth-state.ts";
import { startHostedServer, type HostedProject } from "./project.ts";

export interface HostedSite {
  server: TestServer;
  /** Starts the same server again, at its address and on its folder. */
  startAgain(): Promise<TestServer>;
  auth: SupabaseAuthEmulator;
  project: HostedProject;
}

/** Auth's own table, whose triggers are Easel's. */
async function keepUser({ admin }: HostedProject, user: AuthUser): Promise<void> {
  const at = (time: number | undefined) => (time === undefined ? null : new Date(time));
  const hash = createHash("sha256").update(user.password).digest("hex");
  await admin`
    insert into auth.users (id, email, encrypted_password, raw_user_meta_data, confirmation_sent_at, recovery_sent_at)
    values (${user.id}, ${user.email}, ${hash}, ${admin.json({ name: user.name })}, ${at(user.sentAt.signup)}, ${at(user.sentAt.recovery)})
    on conflict (id) do update set encrypted_password = excluded.encrypted_password,
      confirmation_sent_at = excluded.confirmation_sent_at, recovery_sent_at = excluded.recovery_sent_at`;
}

/**
 * The built server on a stand-in of a Supabase project, over HTTP: its database, its functions, and Auth. Needs `pnpm
 * build`.
 */
export async function startHostedSite(variables: Record<string, string> = {}): Promise<HostedSite> {
  const hosted = await startHostedServer();
  const project = await hosted.project("site", "1.5.1");
  await project.push();
  const served = await project.serve();
  const functions: EmulatedRoute = {
    method: "POST",
    pattern: "/rest/v1/rpc/:name",
    async answer({ path, headers, body }: Received): Promise<Answer> {
      const answer = await served.fetch(new URL(path, served.url), {
        method: "POST",
        headers: new Headers(headers as Record<string, string>),
        body: body.toString(),
      });
      const type = answer.headers.get("content-type") ?? "application/json";
      return {
        status: answer.status,
        headers: { "content-type": type },
        body: await answer.text(),
      };
    },
  };
  const auth = await startSupabaseAuthEmulator({
    keys: served,
    keep: (user) => keepUser(project, user),
    beside: [{ name: "Data API", routes: [functions] }],
  });
  afterAll(() => auth.close());
  auth.behave({ signs: "HS256", published: [] });
  const port = await freePort();
  const options = {
    port,
    env: {
      PUBLIC_ORIGIN: `http://localhost:${port}`,
      SUPABASE_URL: auth.origin,
      SUPABASE_PUBLISHABLE_KEY: auth.publishableKey,
      SUPABASE_SECRET_KEY: auth.secretKey,
      SUPABASE_JWT_SECRET: auth.jwtSecret,
      CRON_SECRET: "0123456789abcdef0123456789abcdef",
      EMAIL_CONFIRMATION: "on",
      WORKER: "off",
      ...variables,
    },
  };
  const server = await startServer(options);
  const { dataDir } = server;
  const running = [server];
  afterAll(async () => {
    for (const each of running) await each.stop();
    await removeDataDir(dataDir);
  });
  const startAgain = async () => {
    const again = await startServer({ ...options, dataDir });
    running.push(again);
    return again;
  };
  return { server, startAgain, auth, project };
}

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
  const hash = user.password && createHash("sha256").update(user.password).digest("hex");
  await admin`
    insert into auth.users (id, email, encrypted_password, raw_user_meta_data, confirmation_sent_at, recovery_sent_at)
    values (${user.id}, ${user.email || null}, ${hash || null}, ${admin.json({ name: user.name })}, ${at(user.sentAt.signup)}, ${at(user.sentAt.recovery)})
    on conflict (id) do update set encrypted_password = excluded.encrypted_password,
      confirmation_sent_at = excluded.confirmation_sent_at, recovery_sent_at = excluded.recovery_sent_at`;
  await admin`delete from auth.mfa_factors where user_id = ${user.id}`;
  for (const { id, status, createdAt } of user.factors ?? [])
    await admin`
      insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
      values (${id}, ${user.id}, 'totp', ${status}, ${createdAt}, ${createdAt})`;
  if (!user.google) return;
  const { sub, email, verified } = user.google;
  const data = admin.json({ sub, email: email ?? null, email_verified: verified });
  await admin`
    insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
    values (gen_random_uuid(), 'google', ${sub}, ${user.id}, ${data}, now())
    on conflict (provider, provider_id) do update set identity_data = excluded.identity_data, last_sign_in_at = now()`;
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
  const answer = async ({ method, path, query, headers, body }: Received): Promise<Answer> => {
    const answered = await served.fetch(new URL(`${path}?${query}`, served.url), {
      method,
      headers: new Headers(headers as Record<string, string>),
      ...(body.length > 0 && { body: body.toString() }),
    });
    const type = answered.headers.get("content-type") ?? "application/json";
    return {
      status: answered.status,
      headers: { "content-type": type },
      body: await answered.text(),
    };
  };
  const dataApi = ["GET", "POST", "PATCH", "DELETE"].flatMap((method): EmulatedRoute[] =>
    ["/rest/v1/rpc/:name", "/rest/v1/:table"].map((pattern) => ({ method, pattern, answer })),
  );
  const auth = await startSupabaseAuthEmulator({
    keys: served,
    keep: (user) => keepUser(project, user),
    forget: async ({ id }) => await project.admin`delete from auth.users where id = ${id}`,
    beside: [{ name: "Data API", routes: dataApi }],
  });
  afterAll(() => auth.close());
  auth.behave({ signs: "HS256", published: [], google: true });
  const port = await freePort();
  auth.behave({ siteUrl: `http://localhost:${port}` });
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

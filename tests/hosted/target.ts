import { freePort, startServer, type TestServer } from "../e2e/server.ts";

/** A Supabase project that Easel's migrations have been applied to. */
export interface Target {
  url: string;
  publishableKey: string;
  secretKey: string;
  /** Null: it publishes its signing keys. */
  jwtSecret: string | null;
}

/** Where the environment names one: not Easel's own settings, so that nobody tests on a live project by chance. */
export const targetVariables = {
  url: "TEST_SUPABASE_URL",
  publishableKey: "TEST_SUPABASE_PUBLISHABLE_KEY",
  secretKey: "TEST_SUPABASE_SECRET_KEY",
  jwtSecret: "TEST_SUPABASE_JWT_SECRET",
} as const;

/** The project that the environment names; null when it names none, or not all of it. */
export function readTarget(env: NodeJS.ProcessEnv = process.env): Target | null {
  const [url, publishableKey, secretKey, jwtSecret] = Object.values(targetVariables).map(
    (name) => env[name]?.trim() || null,
  );
  return url && publishableKey && secretKey
    ? { url, publishableKey, secretKey, jwtSecret: jwtSecret ?? null }
    : null;
}

/** The built server on a project. Needs `pnpm build`. */
export async function startOn(target: Target): Promise<TestServer> {
  const port = await freePort();
  return await startServer({
    port,
    env: {
      PUBLIC_ORIGIN: `http://localhost:${port}`,
      SUPABASE_URL: target.url,
      SUPABASE_PUBLISHABLE_KEY: target.publishableKey,
      SUPABASE_SECRET_KEY: target.secretKey,
      ...(target.jwtSecret && { SUPABASE_JWT_SECRET: target.jwtSecret }),
      CRON_SECRET: "0123456789abcdef0123456789abcdef",
    },
  });
}

import { z } from "zod";
import { AppError } from "../errors";
import type { ClientOptions } from "./auth-clients";
import type { CookieJarOptions } from "./cookie-jar";
import { fetchWithTimeout } from "./timeout";
import type { AuthGateway, SessionRecords } from "./port";
import { openRequestAuth } from "./request-auth";
import { findSigningProblem } from "./signing-keys";
import { createTokenVerifier, type TokenKeys } from "./verify-token";

export interface SupabaseAuthOptions extends ClientOptions, CookieJarOptions, TokenKeys {
  records: SessionRecords;
  log(message: string, facts: Record<string, unknown>): void;
}

const projectSettings = z.object({
  mailer_autoconfirm: z.boolean(),
  external: z.object({ google: z.boolean().default(false) }).default({ google: false }),
});

function unavailable(cause: unknown): never {
  throw new AppError("unavailable", { cause, retryable: true });
}

/** For one answer of Supabase Auth, so that a page can still say that it does not come. */
const timeoutMs = 4000;

/** Supabase Auth over HttpOnly cookies. A request with a valid token costs no round trip. */
export function createSupabaseAuth(options: SupabaseAuthOptions): AuthGateway {
  const { url, publishableKey, jwtSecret, jwksUrl } = options;
  const fetch = fetchWithTimeout(options.fetch, timeoutMs);
  const verifyToken = createTokenVerifier(options);
  // Until Supabase Auth has said otherwise: what is not asked for cannot be misused.
  let isByMail = true;
  let hasGoogle = false;
  const fetchSettings = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/auth/v1/settings`, { headers: { apikey: publishableKey } });
    if (!answer.ok) throw new Error(`Supabase Auth answers ${answer.status}`);
    const settings = projectSettings.parse(await answer.json());
    hasGoogle = settings.external.google;
    return (isByMail = !settings.mailer_autoconfirm);
  };
  return {
    requiresConfirmation: () => fetchSettings().catch(unavailable),
    signsUpByMail: () => isByMail,
    offersGoogle: () => hasGoogle,
    open: (request, device, address) =>
      openRequestAuth({ ...options, fetch, verifyToken, timeoutMs }, { request, device, address }),
    async check() {
      const [health, problem] = await Promise.all([
        fetch(`${url}/auth/v1/health`, { headers: { apikey: publishableKey } }),
        jwksUrl === null ? null : findSigningProblem(jwtSecret, jwksUrl, fetch),
        fetchSettings().catch(() => null),
      ]);
      if (!health.ok) throw new Error(`Supabase Auth answers ${health.status}`);
      if (problem) throw new Error(problem);
    },
  };
}

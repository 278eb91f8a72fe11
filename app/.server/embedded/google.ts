import type { App } from "@supabase/lite";
import type { PostgresConnection } from "@supabase/lite/postgres";
import type { GoogleHere, OfferChoices } from "../../domain/google.ts";

/** How Google knows this Easel. */
export interface GoogleClient {
  clientId: string;
  secret: string;
}

/** Where Google sends people back to: Auth's own address, which Easel passes on. */
export const googleReturnPath = "/auth/v1/callback";

export function openGoogle(
  fetch: typeof globalThis.fetch,
  publicOrigin: string,
  standIn: OfferChoices | null,
): GoogleHere {
  return {
    async answerReturn(query) {
      const answer = await fetch(`${publicOrigin}${googleReturnPath}?${query}`);
      const to = URL.parse(answer.headers.get("location") ?? "");
      return to?.searchParams ?? new URLSearchParams({ error: "server_error" });
    },
    standIn,
  };
}

/** What Supabase Lite is told of Google. */
export function googleSettings({ clientId, secret }: GoogleClient, publicOrigin: string) {
  const redirect = `${publicOrigin}${googleReturnPath}`;
  return { google: { enabled: true, client_id: clientId, secret, redirect_uri: redirect } };
}

function isAboutGoogle({ pathname, searchParams }: URL): boolean {
  if (pathname === "/auth/v1/authorize" || pathname === googleReturnPath) return true;
  return pathname === "/auth/v1/token" && searchParams.get("grant_type") === "pkce";
}

/**
 * Where nobody confirms addresses, Supabase Lite takes every address that Google names for a proven one, also those
 * that Google itself calls unverified, and lets it into the account that has it. So `strict`, which does confirm
 * addresses, answers what is about Google.
 *
 * @param unclaimed addresses of accounts that `strict` has just made, and that are not to stay
 */
export function answerGoogleBy(
  strict: App,
  app: App,
  { driver }: PostgresConnection,
  unclaimed: Set<string>,
): Pick<App, "fetch"> {
  return {
    async fetch(request) {
      const url = new URL(request.url);
      if (!isAboutGoogle(url)) return await app.fetch(request);
      const answer = await strict.fetch(request);
      if (isUnverified(answer)) await removeUnclaimed(driver, unclaimed);
      return answer;
    },
  };
}

function isUnverified(answer: Response): boolean {
  const to = URL.parse(answer.headers.get("location") ?? "");
  return to?.searchParams.get("error_code") === "provider_email_needs_verification";
}

/**
 * What Supabase Lite made of an address that Google has not verified: where it is somebody else's, an account without
 * any, which nobody could ever enter; else one that would keep its owner from signing up.
 */
async function removeUnclaimed(driver: PostgresConnection["driver"], unclaimed: Set<string>) {
  const emails = [...unclaimed];
  unclaimed.clear();
  await driver`delete from auth.users where email is null and confirmed_at is null and phone is null`;
  await driver`
    delete from auth.users
    where email = any(${emails}) and confirmed_at is null and coalesce(encrypted_password, '') = ''`;
}

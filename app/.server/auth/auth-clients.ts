import { createServerClient } from "@supabase/ssr";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { CookieJar } from "./cookie-jar";

export interface ClientOptions {
  /** Of the Supabase project; the public origin on the embedded backend. */
  url: string;
  publishableKey: string;
  /**
   * A key of the form `sb_secret_…`: to whoever shows it, Supabase Auth believes whose request it is. Null: all
   * visitors share the limits of this server's address.
   */
  forwardingKey: string | null;
  fetch: typeof globalThis.fetch;
}

type Auth = SupabaseClient["auth"];

interface ClientIdentity {
  key: string;
  headers: Record<string, string>;
}

/** The key to show, and the visitor's address, where it is known and believed. */
function clientIdentity(
  { publishableKey, forwardingKey }: ClientOptions,
  address: string | null,
): ClientIdentity {
  return forwardingKey !== null && address !== null
    ? { key: forwardingKey, headers: { "Sb-Forwarded-For": address } }
    : { key: publishableKey, headers: {} };
}

/** The library's client over the session in a request's cookies. */
export async function createCookieClient(
  options: ClientOptions,
  jar: CookieJar,
  address: string | null,
): Promise<Auth> {
  const { key, headers } = clientIdentity(options, address);
  let isReady = false;
  const { auth } = createServerClient(options.url, key, {
    global: { fetch: options.fetch, headers },
    cookieOptions: { name: jar.name },
    // What Auth says of the person beside the tokens may tell more than anybody should learn, and nobody reads it.
    cookies: {
      encode: "tokens-only",
      getAll: () => (isReady ? jar.getAll() : []),
      setAll: jar.setAll,
    },
  });
  await skipInitialSession(auth);
  isReady = true;
  return auth;
}

/** A client whose session is in nobody's cookies. */
export function createSessionlessClient(options: ClientOptions, address: string | null): Auth {
  const { key, headers } = clientIdentity(options, address);
  return createClient(options.url, key, {
    global: { fetch: options.fetch, headers },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  }).auth;
}

/**
 * The library looks for a session as soon as somebody listens to it, and refreshes an old one unasked: a second time,
 * and with its complaints on the console. So it is to find none until it is asked something.
 */
async function skipInitialSession(auth: Auth): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { data } = auth.onAuthStateChange(() => resolve());
  await promise;
  data.subscription.unsubscribe();
}

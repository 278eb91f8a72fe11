import {
  combineChunks,
  parseCookieHeader,
  serializeCookieHeader,
  type CookieMethodsServer,
} from "@supabase/ssr";
import { z } from "zod";

export interface CookieJarOptions {
  /** Cookies are Secure and carry the `__Host-` prefix. */
  https: boolean;
  /** How long the browser keeps them. */
  maxAgeSeconds: number;
}

/** How long somebody may take to type a code. */
const halfSeconds = 600;

/** How long somebody may take at Google. Auth itself waits no longer. */
const verifierSeconds = 600;

/** The session's cookies of one request: those that came, and those to set. */
export interface CookieJar extends Required<Pick<CookieMethodsServer, "getAll" | "setAll">> {
  name: string;
  /** The access token that they hold now, unverified; null when they hold no session. */
  token(): Promise<string | null>;
  /** Resolves like `work`; where that rejects, nothing has happened to the cookies. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** The browser is to forget the session. */
  clear(): void;
  /** Somebody goes to sign in elsewhere: the library's proof of that is kept. At all other times it is for nothing. */
  keepVerifier(): void;
  /** Whoever went is back, or will not come. */
  clearVerifier(): void;
  /** `Set-Cookie` values collected so far. */
  setCookies(): readonly string[];
}

const storedSession = z.object({ access_token: z.string() });
const base64Prefix = "base64-";

const nameFor = (https: boolean): string => (https ? "__Host-easel-session" : "easel-session");

/** Reads a request's `Cookie` header. All but the session's own cookies are left alone. */
export function openCookieJar(header: string, options: CookieJarOptions): CookieJar {
  return openNamedJar(header, nameFor(options.https), options);
}

/** The same for a session that still owes a code: no other page than the one that asks for it finds it there. */
export function openHalfSessionJar(header: string, { https }: CookieJarOptions): CookieJar {
  return openNamedJar(header, `${nameFor(https)}-half`, { https, maxAgeSeconds: halfSeconds });
}

function openNamedJar(header: string, name: string, options: CookieJarOptions): CookieJar {
  /** Proves to Auth that whoever comes back from Google is who went there. */
  const verifier = `${name}-code-verifier`;
  /** A long value is cut into `.0`, `.1` … Supabase's other cookies belong to flows that are not used. */
  const isSession = (each: string) => each === name || each.startsWith(`${name}.`);
  const isOurs = (each: string) => each === verifier || isSession(each);
  const parsed = parseCookieHeader(header).filter((each) => isOurs(each.name));
  let held = new Map(parsed.map((each) => [each.name, each.value ?? ""]));
  let outgoing = new Map<string, string>();
  let isVerifierKept = false;

  const put = (cookie: string, value: string) => {
    if (value === "") held.delete(cookie);
    else held.set(cookie, value);
    const lifeSeconds = cookie === verifier ? verifierSeconds : options.maxAgeSeconds;
    const maxAge = value === "" ? 0 : lifeSeconds;
    const attributes = {
      path: "/",
      httpOnly: true,
      secure: options.https,
      sameSite: "lax",
    } as const;
    outgoing.set(cookie, serializeCookieHeader(cookie, value, { ...attributes, maxAge }));
  };
  const token = async () => readToken(await combineChunks(name, (each) => held.get(each) ?? null));

  return {
    name,
    token,
    /** Cookies that hold no session are as good as none. */
    async getAll() {
      const hasSession = (await token()) !== null;
      const good = [...held].filter(([each]) => hasSession || each === verifier);
      return good.map(([each, value]) => ({ name: each, value }));
    },
    setAll(changed) {
      for (const { name: each, value } of changed)
        if (isSession(each) || (each === verifier && isVerifierKept)) put(each, value);
    },
    async transaction(work) {
      const [heldBefore, outgoingBefore] = [new Map(held), new Map(outgoing)];
      try {
        return await work();
      } catch (error) {
        [held, outgoing] = [heldBefore, outgoingBefore];
        throw error;
      }
    },
    clear() {
      for (const each of [name, ...held.keys()]) if (isSession(each)) put(each, "");
    },
    keepVerifier() {
      isVerifierKept = true;
    },
    clearVerifier() {
      if (held.has(verifier)) put(verifier, "");
    },
    setCookies: () => [...outgoing.values()],
  };
}

/** Puts the session of one jar into another, in place of what that one had. */
export async function moveSession(from: CookieJar, to: CookieJar): Promise<void> {
  const held = (await from.getAll()) ?? [];
  const renamed = held.map(({ name, value }) => ({
    ...{ name: to.name + name.slice(from.name.length), value, options: {} },
  }));
  from.clear();
  to.clear();
  await to.setAll(renamed, {});
}

function readToken(value: string | null | undefined): string | null {
  if (!value?.startsWith(base64Prefix)) return null;
  try {
    const json = Buffer.from(value.slice(base64Prefix.length), "base64url").toString();
    return storedSession.parse(JSON.parse(json)).access_token;
  } catch {
    return null;
  }
}

import { AsyncLocalStorage } from "node:async_hooks";
import { hkdfSync } from "node:crypto";
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import type { OfferChoices, StandInChoice } from "../../domain/google.ts";
import { googleReturnPath, type GoogleClient } from "./google.ts";

/** None of these addresses can ever be anybody's. */
const people: readonly Omit<StandInChoice, "returnTo">[] = [
  { name: "Ada Example", email: "ada@example.com", verified: true },
  { name: "Grace Example", email: "grace@example.com", verified: true },
  { name: "Alan Example", email: "alan@example.com", verified: false },
];

/** Supabase Lite asks for both. */
export const standInClient: GoogleClient = {
  clientId: "stand-in.apps.googleusercontent.com",
  secret: "no secret of anybody",
};

/** The page of ours that stands where Google's own would. */
const standInPath = "/dev/google";
const google = "https://accounts.google.com";
const codeSeconds = 300;

export interface GoogleStandIn {
  choices: OfferChoices;
  /** The same `fetch` of Supabase Lite, whose own talk with Google is one with the stand-in. */
  standInFor(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
}

/** Whose requests to Google are answered here: those of Supabase Lite, and nobody else's. */
const answering = new AsyncLocalStorage<typeof globalThis.fetch>();
let isInstalled = false;

/** Supabase Lite asks `globalThis.fetch`, and cannot be told another one. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const real = globalThis.fetch;
  globalThis.fetch = (...request) => (answering.getStore() ?? real)(...request);
}

/**
 * Stands in for Google in development: made-up people on a page of ours, behind the same two steps. `jwtSecret` keeps
 * codes from being made up.
 */
export function createGoogleStandIn(publicOrigin: string, jwtSecret: string): GoogleStandIn {
  const codeKey = Buffer.from(hkdfSync("sha256", jwtSecret, "", "easel google stand-in", 32));
  let making: ReturnType<typeof makeKey> | null = null;
  const back = (answer: Record<string, string>) =>
    `${publicOrigin}${googleReturnPath}?${new URLSearchParams(answer)}`;

  const exchange = async (body: URLSearchParams): Promise<Response> => {
    const read = await jwtVerify(body.get("code") ?? "", codeKey).catch(() => null);
    const person = people.find(({ email }) => email === read?.payload.sub);
    if (!person) return Response.json({ error: "invalid_grant" }, { status: 400 });
    const { privateKey, kid } = await (making ??= makeKey());
    const { name, email, verified } = person;
    const idToken = await new SignJWT({ email, email_verified: verified, name })
      .setProtectedHeader({ alg: "RS256", kid })
      .setIssuer(google)
      .setSubject(`stand-in-${email}`)
      .setAudience(standInClient.clientId)
      .setIssuedAt()
      .setExpirationTime(`${codeSeconds}s`)
      .sign(privateKey);
    return Response.json({ access_token: "of nobody", token_type: "Bearer", id_token: idToken });
  };
  const answer: typeof globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url === "https://oauth2.googleapis.com/token")
      return await exchange(new URLSearchParams(String(init?.body)));
    if (url === "https://www.googleapis.com/oauth2/v3/certs")
      return Response.json({ keys: [(await (making ??= makeKey())).published] });
    throw new TypeError(`The stand-in for Google has nothing at ${url}`);
  };

  return {
    async choices(state) {
      const choose = async (person: (typeof people)[number]) => {
        const code = await new SignJWT()
          .setProtectedHeader({ alg: "HS256" })
          .setSubject(person.email)
          .setExpirationTime(`${codeSeconds}s`)
          .sign(codeKey);
        return { ...person, returnTo: back({ code, state }) };
      };
      const cancel = back({ error: "access_denied", state });
      return { people: await Promise.all(people.map(choose)), cancel };
    },
    standInFor(fetch) {
      install();
      return async (...request) => {
        const answered = await answering.run(answer, () => fetch(...request));
        const to = URL.parse(answered.headers.get("location") ?? "");
        if (to?.origin !== google) return answered;
        const location = publicOrigin + standInPath + to.search;
        return new Response(null, { status: answered.status, headers: { location } });
      };
    },
  };
}

async function makeKey() {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const kid = "stand-in";
  const published = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  return { privateKey, kid, published };
}

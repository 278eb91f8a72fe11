import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from "jose";
import { expect, onTestFinished, test, vi } from "vitest";
import { createTokenVerifier } from "~/.server/auth/verify-token";

const jwtSecret = "a-secret-of-more-than-thirty-two-characters";
const verify = createTokenVerifier({ jwtSecret, jwksUrl: "http://127.0.0.1:1/jwks" });
const person = {
  sub: "0198f0c4-7a10-7000-8000-000000000001",
  session_id: "0198f0c4-7a10-7000-8000-000000000002",
  email: "ada@example.org",
};

function sign(
  claims: Record<string, unknown>,
  { secret = jwtSecret, audience = "authenticated", expires = "1h", algorithm = "HS256" } = {},
) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm })
    .setAudience(audience)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));
}

test("names the person of a valid token", async () => {
  const token = await sign(person);
  expect(await verify(token)).toEqual({
    userId: person.sub,
    sessionId: person.session_id,
    email: person.email,
    accessToken: token,
  });
});

test("a token that was good is refused from its expiry on", async () => {
  const token = await sign(person, { expires: "1h" });
  expect(await verify(token)).not.toBeNull();
  vi.useFakeTimers({ now: Date.now() + 3_601_000, toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  expect(await verify(token)).toBeNull();
});

test("a token that never expires is nobody's", async () => {
  const token = await new SignJWT(person)
    .setProtectedHeader({ alg: "HS256" })
    .setAudience("authenticated")
    .sign(new TextEncoder().encode(jwtSecret));
  expect(await verify(token)).toBeNull();
});

test.each([
  ["an expired token", () => sign(person, { expires: "-1s" })],
  ["another audience", () => sign(person, { audience: "anon" })],
  ["another key", () => sign(person, { secret: "another-secret-of-more-than-32-characters" })],
  ["another algorithm", () => sign(person, { algorithm: "HS512" })],
  ["an unsigned token", async () => new UnsecuredJWT(person).setAudience("authenticated").encode()],
  ["a token without a session", () => sign({ sub: person.sub, email: person.email })],
  ["text that is no token", async () => "eyJhbGciOiJub25lIn0"],
])("refuses %s", async (_name, make) => {
  expect(await verify(await make())).toBeNull();
});

test.each([
  ["nobody answers", null],
  ["a gateway answers", { status: 502, body: "<html>Bad gateway</html>" }],
  ["something else answers", { status: 200, body: "<html>Welcome</html>" }],
])("does not call a visitor signed out where the keys cannot be had: %s", async (_what, answer) => {
  const server = createServer((_request, response) => {
    if (answer) response.writeHead(answer.status).end(answer.body);
    else response.destroy();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const published = createTokenVerifier({
    jwtSecret: null,
    jwksUrl: `http://127.0.0.1:${port}/jwks`,
  });
  const header = Buffer.from(JSON.stringify({ alg: "ES256", kid: "k" })).toString("base64url");
  const [, body = "", signature = ""] = (await sign(person)).split(".");
  await expect(published([header, body, signature].join("."))).rejects.toMatchObject({
    code: "unavailable",
    retryable: true,
  });
});

/** Publishes keys, as a project does. */
async function publish(...keys: readonly JWK[]): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys }));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
}

async function makeKey(alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    alg,
    privateKey,
    published: { ...(await exportJWK(publicKey)), alg, kid: `${alg} key` },
  };
}

function signWith(key: CryptoKey, alg: string, kid: string) {
  return new SignJWT(person)
    .setProtectedHeader({ alg, kid })
    .setAudience("authenticated")
    .setExpirationTime("1h")
    .sign(key);
}

test("a project that changes its keys has tokens of the old secret and of every published kind, side by side", async () => {
  const keys = await Promise.all(["ES256", "RS256", "EdDSA"].map(makeKey));
  const jwksUrl = await publish(...keys.map(({ published }) => published));
  const both = createTokenVerifier({ jwtSecret, jwksUrl });
  expect(await both(await sign(person))).toMatchObject({ email: person.email });
  for (const { alg, privateKey, published } of keys)
    expect(await both(await signWith(privateKey, alg, published.kid))).toMatchObject({
      email: person.email,
    });
});

test("a token of a key that is not published is nobody's, whatever it calls the key", async () => {
  const [ours, theirs] = await Promise.all([makeKey("ES256"), makeKey("ES256")]);
  const published = createTokenVerifier({ jwtSecret, jwksUrl: await publish(ours.published) });
  expect(
    await published(await signWith(theirs.privateKey, "ES256", ours.published.kid)),
  ).toBeNull();
  expect(await published(await signWith(theirs.privateKey, "ES256", "another"))).toBeNull();
});

test("a published key is no shared secret, in none of its spellings", async () => {
  const { published } = await makeKey("RS256");
  const jwksUrl = await publish(published);
  for (const secret of [JSON.stringify(published), published.n ?? "", jwksUrl])
    for (const kid of [undefined, published.kid]) {
      const forged = await new SignJWT(person)
        .setProtectedHeader({ alg: "HS256", ...(kid && { kid }) })
        .setAudience("authenticated")
        .setExpirationTime("1h")
        .sign(new TextEncoder().encode(secret.padEnd(32, "=")));
      expect(await createTokenVerifier({ jwtSecret: null, jwksUrl })(forged)).toBeNull();
      expect(await createTokenVerifier({ jwtSecret, jwksUrl })(forged)).toBeNull();
    }
});

test("the built-in database's tokens are of its secret alone", async () => {
  const { privateKey } = await makeKey("ES256");
  const own = createTokenVerifier({ jwtSecret, jwksUrl: null });
  expect(await own(await signWith(privateKey, "ES256", "k"))).toBeNull();
  expect(await own(await sign(person))).not.toBeNull();
});

test("an expired token still says whose it was to whoever signs out, and a forged one does not", async () => {
  const expired = await sign(person, { expires: "-40d" });
  expect(await verify(expired, { evenExpired: true })).toMatchObject({
    sessionId: person.session_id,
  });
  expect(await verify(expired)).toBeNull();
  const forged = await sign(person, { secret: "another-secret-of-more-than-32-characters" });
  expect(await verify(forged, { evenExpired: true })).toBeNull();
});

test("a token's signature is checked once, and that of another one each time it is new", async () => {
  const check = vi.spyOn(crypto.subtle, "verify");
  const remembering = createTokenVerifier({ jwtSecret, jwksUrl: null });
  const [token, other] = await Promise.all([sign(person), sign(person, { expires: "2h" })]);
  expect(await remembering(token)).toEqual(await remembering(token));
  expect(check).toHaveBeenCalledTimes(1);
  expect(await remembering(other)).toMatchObject({ accessToken: other });
  expect(check).toHaveBeenCalledTimes(2);
});

test("a forged token is checked each time, also beside the good one that it imitates", async () => {
  const remembering = createTokenVerifier({ jwtSecret, jwksUrl: null });
  const token = await sign(person);
  expect(await remembering(token)).not.toBeNull();
  const [head, , signature] = token.split(".");
  const claims = Buffer.from(JSON.stringify({ ...person, exp: 9_999_999_999 })).toString(
    "base64url",
  );
  for (let time = 0; time < 2; time += 1)
    expect(await remembering(`${head}.${claims}.${signature}`)).toBeNull();
});

test("of very many tokens the oldest is forgotten, and checked again", async () => {
  const check = vi.spyOn(crypto.subtle, "verify");
  const remembering = createTokenVerifier({ jwtSecret, jwksUrl: null, maxCachedTokens: 2 });
  const tokens = await Promise.all(["1h", "2h", "3h"].map((expires) => sign(person, { expires })));
  for (const token of tokens) await remembering(token);
  await remembering(tokens[2]!);
  expect(check).toHaveBeenCalledTimes(3);
  await remembering(tokens[0]!);
  expect(check).toHaveBeenCalledTimes(4);
});

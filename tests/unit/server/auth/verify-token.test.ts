import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT, UnsecuredJWT } from "jose";
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

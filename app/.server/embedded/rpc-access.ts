import { errors, jwtVerify } from "jose";
import { z } from "zod";
import { refusal } from "./rpc-errors.ts";

const roleSchema = z.enum(["anon", "authenticated", "service_role"]);
const claimsSchema = z.looseObject({
  role: roleSchema,
  exp: z.number(),
  sub: z.string().default(""),
});

/** As whom a call runs. */
export interface Access {
  role: z.infer<typeof roleSchema>;
  /** The user's id, empty without a user. */
  subject: string;
  /** The token's claims as JSON. */
  claims: string;
}

interface Verified {
  access: Access;
  /** Seconds since 1970. */
  exp: number;
}

const rememberedTokens = 1000;
const keyAccess = (role: Access["role"]): Access => ({
  role,
  subject: "",
  claims: JSON.stringify({ role }),
});

function refuseToken(cause: unknown): Response {
  const expired = cause instanceof errors.JWTExpired;
  return refusal(
    401,
    expired ? "PGRST303" : "PGRST301",
    expired ? "JWT expired" : "The token is not valid",
  );
}

/**
 * Makes the check of a request's `apikey` and `Authorization`, the way a Supabase project reads them: the secret key is
 * service_role, the publishable key is anon, and with either a user's token decides. Resolves to a 401 response
 * otherwise.
 */
export function createAccessCheck(keys: {
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
}): (headers: Headers) => Promise<Access | Response> {
  const secret = new TextEncoder().encode(keys.jwtSecret);
  const anon = keyAccess("anon");
  const service = keyAccess("service_role");
  const verified = new Map<string, Verified>();

  const verify = async (token: string): Promise<Access> => {
    const known = verified.get(token);
    if (known !== undefined && known.exp > Date.now() / 1000) return known.access;
    verified.delete(token);
    const { payload } = await jwtVerify(token, secret, { algorithms: ["HS256"] });
    const { role, exp, sub } = claimsSchema.parse(payload);
    const access: Access = { role, subject: sub, claims: JSON.stringify(payload) };
    const [oldest] = verified.keys();
    if (oldest !== undefined && verified.size >= rememberedTokens) verified.delete(oldest);
    verified.set(token, { access, exp });
    return access;
  };

  return async (headers) => {
    const apikey = headers.get("apikey") ?? "";
    if (apikey !== keys.publishableKey && apikey !== keys.secretKey)
      return refusal(401, "PGRST301", "The API key is missing or wrong");
    const authorization = headers.get("authorization") ?? "";
    const bearer = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? "";
    if (authorization !== "" && bearer === "") return refuseToken(null);
    if (bearer === keys.secretKey) return service;
    if (bearer === "" || bearer === keys.publishableKey)
      return apikey === keys.secretKey ? service : anon;
    return verify(bearer).catch(refuseToken);
  };
}

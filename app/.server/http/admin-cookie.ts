import { createHash, randomBytes } from "node:crypto";
import { parseCookie, stringifySetCookie } from "cookie";

const oneToken = /^[\w-]{43}$/;

const nameFor = (https: boolean): string => (https ? "__Host-easel-admin" : "easel-admin");

function setCookie(value: string, https: boolean, age: { maxAge?: number } = {}): string {
  const scope = { path: "/", httpOnly: true, sameSite: "strict", secure: https } as const;
  return stringifySetCookie({ ...scope, ...age, name: nameFor(https), value });
}

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** The session of the admin pages that the browser has, as the database knows it; null for none. */
export function readAdminSession(request: Request, https: boolean): string | null {
  const token = parseCookie(request.headers.get("cookie") ?? "")[nameFor(https)] ?? "";
  return oneToken.test(token) ? hashOf(token) : null;
}

/** A session to be opened, and the `Set-Cookie` value that is its key until the browser is closed. */
export function newAdminSession(https: boolean): { session: string; cookie: string } {
  const token = randomBytes(32).toString("base64url");
  return { session: hashOf(token), cookie: setCookie(token, https) };
}

/** A `Set-Cookie` value: the admin has signed out. */
export const forgetAdminSession = (https: boolean): string => setCookie("", https, { maxAge: 0 });

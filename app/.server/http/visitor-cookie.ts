import { createHash, randomBytes } from "node:crypto";
import { parseCookie, stringifySetCookie } from "cookie";

/** As long as a visitor's upload is kept. */
const maxAge = 7_200;
const oneToken = /^[\w-]{22}$/;

const nameFor = (https: boolean): string => (https ? "__Host-easel-visitor" : "easel-visitor");

function setCookie(value: string, age: number, https: boolean): string {
  const scope = { path: "/", httpOnly: true, sameSite: "lax", secure: https } as const;
  return stringifySetCookie({ ...scope, name: nameFor(https), value, maxAge: age });
}

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Under which hash a visitor's uploads are kept; null for a browser that has given none. */
export function readVisitor(request: Request, https: boolean): string | null {
  const token = tokenIn(request, https);
  return token && hashOf(token);
}

function tokenIn(request: Request, https: boolean): string | null {
  const token = parseCookie(request.headers.get("cookie") ?? "")[nameFor(https)] ?? "";
  return oneToken.test(token) ? token : null;
}

/** The visitor, a new one where there is none: its hash, and the `Set-Cookie` value by which it stays known. */
export function keepVisitor(
  request: Request,
  https: boolean,
): { visitorHash: string; cookie: string } {
  const token = tokenIn(request, https) ?? randomBytes(16).toString("base64url");
  return { visitorHash: hashOf(token), cookie: setCookie(token, maxAge, https) };
}

/** A `Set-Cookie` value: what the visitor gave belongs to somebody now. */
export function forgetVisitor(https: boolean): string {
  return setCookie("", 0, https);
}

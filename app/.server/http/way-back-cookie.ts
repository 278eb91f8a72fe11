import { parseCookie, stringifySetCookie } from "cookie";
import { safeNext } from "./safe-next";

/** As long as somebody may take at Google. */
const maxAge = 600;
const maxLength = 2000;

const nameFor = (https: boolean): string => (https ? "__Host-easel-way-back" : "easel-way-back");

/** Where to go after signing in elsewhere: a path of our own. */
export function readWayBack(request: Request, https: boolean): string {
  const value = parseCookie(request.headers.get("cookie") ?? "")[nameFor(https)] ?? "";
  return safeNext(Buffer.from(value, "base64url").toString());
}

/** A `Set-Cookie` value. `path` null: none is kept any more. */
export function wayBackCookie(path: string | null, https: boolean): string {
  const isKept = path !== null && path.length <= maxLength;
  return stringifySetCookie({
    name: nameFor(https),
    value: isKept ? Buffer.from(path).toString("base64url") : "",
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: https,
    maxAge: isKept ? maxAge : 0,
  });
}

import { parseCookie, stringifySetCookie } from "cookie";

/** The longest that browsers keep a cookie. */
const maxAge = 400 * 86_400;
const oneId = /^[\w-]{22}$/;
const maxIds = 8;

const nameFor = (https: boolean): string => (https ? "__Host-easel-device" : "easel-device");

/** The random ids by which accounts know this browser, one for each account that was signed in here. */
export function readDeviceIds(request: Request, https: boolean): readonly string[] {
  const value = parseCookie(request.headers.get("cookie") ?? "")[nameFor(https)] ?? "";
  return value
    .split(".")
    .filter((id) => oneId.test(id))
    .slice(0, maxIds);
}

/** Headers that make the browser keep them, also after signing out. */
export function keepDeviceIds(ids: readonly string[], https: boolean): HeadersInit {
  const scope = { path: "/", httpOnly: true, sameSite: "lax", secure: https, maxAge } as const;
  const value = ids.join(".");
  return { "set-cookie": stringifySetCookie({ ...scope, name: nameFor(https), value }) };
}

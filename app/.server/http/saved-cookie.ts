import { parseCookie, stringifySetCookie } from "cookie";
import { z } from "zod";

const name = "easel-saved";
const scope = { path: "/gallery", httpOnly: true, sameSite: "lax" } as const;

/** A `Set-Cookie` value: the next page of the gallery says that this file was saved. For browsers without JavaScript. */
export function savedCookie(mediaId: string, https: boolean): string {
  return stringifySetCookie({ ...scope, name, value: mediaId, maxAge: 60, secure: https });
}

/** The file that was saved a moment ago, with the `Set-Cookie` value that makes it be said once; null for none. */
export function readSavedCookie(request: Request, https: boolean) {
  const value = parseCookie(request.headers.get("cookie") ?? "")[name];
  if (value === undefined) return null;
  const forget = stringifySetCookie({ ...scope, name, value: "", maxAge: 0, secure: https });
  return { mediaId: z.uuid().safeParse(value).data ?? null, forget };
}

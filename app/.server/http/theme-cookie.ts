import { parseCookie, stringifySetCookie } from "cookie";
import type { Theme } from "~/domain/forms";
import { themes } from "~/domain/forms";

const name = "easel-theme";
const yearSeconds = 31_536_000;

/** The look that this browser chose; `system` until it did. */
export function readTheme(request: Request): Theme {
  const value = parseCookie(request.headers.get("cookie") ?? "")[name];
  return themes.find((theme) => theme === value) ?? "system";
}

/** A `Set-Cookie` value. */
export function themeCookie(theme: Theme, https: boolean): string {
  return stringifySetCookie({
    name,
    value: theme,
    path: "/",
    maxAge: yearSeconds,
    httpOnly: true,
    sameSite: "lax",
    secure: https,
  });
}

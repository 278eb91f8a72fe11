import { parseCookie, stringifySetCookie } from "cookie";
import { z } from "zod";
import { justDone, type JustDone } from "~/domain/just-done";

const name = "easel-done";
const scope = { path: "/", httpOnly: true, sameSite: "lax" } as const;

const written = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("is no JSON");
      return z.NEVER;
    }
  })
  .pipe(justDone);

/** A `Set-Cookie` value: the next page of files says what was done. */
export function doneCookie(done: JustDone, https: boolean): string {
  const value = JSON.stringify(done);
  return stringifySetCookie({ ...scope, name, value, maxAge: 60, secure: https });
}

/** What was done a moment ago, with the `Set-Cookie` value that makes it be said once; null for nothing. */
export function readDoneCookie(request: Request, https: boolean) {
  const value = parseCookie(request.headers.get("cookie") ?? "")[name];
  if (value === undefined) return null;
  const forget = stringifySetCookie({ ...scope, name, value: "", maxAge: 0, secure: https });
  return { done: written.safeParse(value).data ?? null, forget };
}

import { parseCookie, stringifySetCookie } from "cookie";
import { z } from "zod";

const name = "easel-saved";
const scope = { path: "/gallery", httpOnly: true, sameSite: "lax" } as const;

/** One file, or so many of those that were asked for. */
const justSaved = z.union([
  z.object({ mediaId: z.uuid() }),
  z.object({ count: z.number().int().positive(), requested: z.number().int().positive() }),
]);
export type JustSaved = z.infer<typeof justSaved>;

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
  .pipe(justSaved);

/** A `Set-Cookie` value: the next page of the gallery says what was saved. For browsers without JavaScript. */
export function savedCookie(saved: JustSaved, https: boolean): string {
  const value = JSON.stringify(saved);
  return stringifySetCookie({ ...scope, name, value, maxAge: 60, secure: https });
}

/** What was saved a moment ago, with the `Set-Cookie` value that makes it be said once; null for nothing. */
export function readSavedCookie(request: Request, https: boolean) {
  const value = parseCookie(request.headers.get("cookie") ?? "")[name];
  if (value === undefined) return null;
  const forget = stringifySetCookie({ ...scope, name, value: "", maxAge: 0, secure: https });
  return { just: written.safeParse(value).data ?? null, forget };
}

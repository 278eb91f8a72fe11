import { redirect } from "react-router";
import { z } from "zod";
import type { JustDone } from "~/domain/just-done";
import type { Viewer } from "~/domain/viewer";
import type { Container } from "~/.server/container";
import { isHttps, isScripted } from "~/.server/http/caller";
import { doneCookie } from "~/.server/http/done-cookie";
import type { ActionArgs } from "~/.server/http/account-action";

/** The star of one tile: whose it is to be, or is no longer. */
export const markForm = z
  .object({ intent: z.literal("mark"), star: z.uuid().optional(), unstar: z.uuid().optional() })
  .refine(({ star, unstar }) => (star === undefined) !== (unstar === undefined));

export function markOf({ star, unstar = "" }: z.infer<typeof markForm>) {
  return star === undefined
    ? ({ intent: "unstar", mediaId: unstar } as const)
    : ({ intent: "star", mediaId: star } as const);
}

/** Sets or takes off a star, and leads back to its tile. Errors: not_found, signed_out, unavailable. */
export async function mark(
  { organizer }: Pick<Container, "organizer">,
  viewer: Viewer,
  form: z.infer<typeof markForm>,
  { request, url }: ActionArgs,
) {
  const { intent, mediaId } = markOf(form);
  await organizer[intent](viewer, [mediaId]);
  const here = `${url.pathname}${url.search}#${mediaId}`;
  return isScripted(request) ? null : redirect(here, 303);
}

/** Shows the same page again, which says what was done. */
export function sayDone(done: JustDone, { request, context, url }: ActionArgs) {
  if (isScripted(request)) return { done };
  const headers = { "set-cookie": doneCookie(done, isHttps(context)) };
  return redirect(url.pathname + url.search, { headers });
}

import type { Route } from "./+types/report-file";
import { AppError } from "~/.server/errors";
import { requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { orMissingPicture } from "~/.server/http/missing-picture";
import { respondPlain } from "~/.server/http/respond-plain";

/** The bytes of a file that a report is about, for admins, also when it is hidden from everybody else. */
export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { request, context, params } = args;
  return await respondPlain(context, async () => {
    const { reportId, mediaId, variant } = params;
    if (variant !== "original" && variant !== "thumb") throw new AppError("not_found");
    const { reportQueue, vault } = context.get(containerContext);
    const file = await reportQueue.file(session, reportId, mediaId);
    const response = await orMissingPicture(request, () => vault.serve(request, file, variant));
    // Nothing of what was reported stays in an admin's browser.
    response.headers.set("cache-control", "private, no-store");
    return response;
  });
}

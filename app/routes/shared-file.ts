import type { Route } from "./+types/shared-file";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { orMissingPicture } from "~/.server/http/missing-picture";
import { respondPlain } from "~/.server/http/respond-plain";
import { serveSharedFile } from "~/.server/use-cases/serve-shared-file";

/** The bytes of a file that a live link shows, for everybody. A link that has ended answers like one that never was. */
export async function loader({ request, context, params }: Route.LoaderArgs) {
  return await respondPlain(context, async () => {
    const { token, mediaId, variant } = params;
    if (variant !== "original" && variant !== "thumb") throw new AppError("not_found");
    const target = { mediaId, variant, request } as const;
    return await orMissingPicture(request, () =>
      serveSharedFile(context.get(containerContext), token, target),
    );
  });
}

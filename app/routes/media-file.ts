import type { Route } from "./+types/media-file";
import { currentViewer } from "~/.server/http/session";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { isForPicture, missingPicture } from "~/.server/http/missing-picture";
import { respondPlain } from "~/.server/http/respond-plain";
import { serveMediaFile } from "~/.server/use-cases/serve-media-file";

/** The bytes of a file, for its owner. Everyone else's id answers like a missing one. */
export async function loader({ request, context, params }: Route.LoaderArgs) {
  return await respondPlain(context, async () => {
    const { variant } = params;
    if (variant !== "original" && variant !== "thumb") throw new AppError("not_found");
    const viewer = await currentViewer(context);
    if (!viewer) throw new AppError("not_found");
    const { mediaId } = params;
    try {
      return await serveMediaFile(context.get(containerContext), viewer, {
        mediaId,
        variant,
        request,
      });
    } catch (error) {
      const isLost = error instanceof AppError && "lost" in error.facts;
      if (!isLost || !isForPicture(request)) throw error;
      return missingPicture();
    }
  });
}

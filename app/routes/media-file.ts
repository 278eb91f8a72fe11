import type { Route } from "./+types/media-file";
import { currentViewer } from "~/.server/http/session";
import { AppError } from "~/.server/errors";
import { isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { orMissingPicture } from "~/.server/http/missing-picture";
import { respondPlain } from "~/.server/http/respond-plain";
import { readVisitor } from "~/.server/http/visitor-cookie";
import { serveMediaFile, serveVisitorFile } from "~/.server/use-cases/serve-media-file";

/** The bytes of a file or an upload, for its owner. Everyone else's id answers like a missing one. */
export async function loader({ request, context, params }: Route.LoaderArgs) {
  return await respondPlain(context, async () => {
    const { variant } = params;
    if (variant !== "original" && variant !== "thumb") throw new AppError("not_found");
    const viewer = await currentViewer(context);
    const container = context.get(containerContext);
    const target = { mediaId: params.mediaId, variant, request } as const;
    if (!viewer) {
      const visitorHash = readVisitor(request, isHttps(context));
      if (!visitorHash) throw new AppError("not_found");
      return await serveVisitorFile(container, visitorHash, target);
    }
    return await orMissingPicture(request, () => serveMediaFile(container, viewer, target));
  });
}

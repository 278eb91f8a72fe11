import type { Route } from "./+types/picture-file";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { respondPlain } from "~/.server/http/respond-plain";
import { currentViewer } from "~/.server/http/session";

/** One's own picture; everyone else's answers like a missing one. Its address has its version: it never changes. */
export async function loader({ context, params }: Route.LoaderArgs) {
  return await respondPlain(context, async () => {
    const viewer = await currentViewer(context);
    const { profiles } = context.get(containerContext);
    const webp = viewer && (await profiles.picture(viewer, params.avatar));
    if (!webp) throw new AppError("not_found");
    return new Response(new Uint8Array(webp), {
      headers: {
        "content-type": "image/webp",
        "cache-control": "private, max-age=31536000, immutable",
      },
    });
  });
}

import type { Route } from "./+types/shared-preview";
import { containerContext } from "~/.server/http/context";
import { respondPlain } from "~/.server/http/respond-plain";
import { drawSharePreview } from "~/.server/use-cases/draw-share-preview";

/** The picture by which apps announce a live link: a JPEG of 1200 × 630. */
export async function loader({ context, params }: Route.LoaderArgs) {
  return await respondPlain(context, async () => {
    const { bytes, isListed } = await drawSharePreview(context.get(containerContext), params.token);
    const headers = {
      "content-type": "image/jpeg",
      "content-length": String(bytes.byteLength),
      "cache-control": "private, no-cache",
      "cross-origin-resource-policy": "cross-origin",
      "referrer-policy": "no-referrer",
      ...(isListed ? {} : { "x-robots-tag": "noindex" }),
    };
    return new Response(Buffer.from(bytes), { headers });
  });
}

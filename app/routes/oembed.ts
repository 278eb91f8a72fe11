import type { Route } from "./+types/oembed";
import { containerContext } from "~/.server/http/context";
import { respondPlain } from "~/.server/http/respond-plain";
import { describeEmbed } from "~/.server/use-cases/describe-embed";

const pixels = (text: string | null) =>
  /^[1-9]\d{0,4}$/.test(text ?? "") ? Number(text) : Infinity;

/** How apps may show a live link on their own pages (oEmbed 1.0, oembed.com): `?url=`, `maxwidth=`, `maxheight=`. */
export async function loader({ context, url }: Route.LoaderArgs) {
  return await respondPlain(context, async () => {
    const asked = url.searchParams;
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "private, no-cache",
      "cross-origin-resource-policy": "cross-origin",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    };
    // The standard's own answer to a format that there is not.
    if ((asked.get("format") ?? "json") !== "json")
      return new Response(null, { status: 501, headers });
    const container = context.get(containerContext);
    const embed = await describeEmbed(container, container.env.publicOrigin, {
      url: asked.get("url") ?? "",
      maxWidth: pixels(asked.get("maxwidth")),
      maxHeight: pixels(asked.get("maxheight")),
    });
    return new Response(JSON.stringify(embed), { headers });
  });
}

import { redirect } from "react-router";
import type { Route } from "./+types/picture";
import { requireViewer, signInFirst } from "~/.server/auth/session";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { showGeneration, showMedia } from "~/.server/http/show";
import { mediaPath } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import { PictureScreen } from "~/components/media/picture-screen";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${shorten(loaderData?.media.prompt || "Untitled")} · Easel` },
  {
    name: "description",
    content: `One ${loaderData?.media.kind === "video" ? "video" : "picture"}, with everything about how it was made.`,
  },
];

export const headers = pageHeaders;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages, models } = context.get(containerContext);
  return await respond(async () => {
    const { account, media, generation, newerId, olderId } = await pages.media(
      viewer,
      params.mediaId,
    );
    if (!account) signInFirst(url);
    if (!media || !generation) throw new AppError("not_found");
    if (url.pathname.split("/")[1] !== mediaPath(media).split("/")[1])
      throw redirect(mediaPath(media));
    return {
      account,
      media: showMedia(media),
      generation: showGeneration(generation, models),
      model: models.find(media.model),
      newerId,
      olderId,
      waysOn: waysOn(models.cards),
      nowIso: new Date().toISOString(),
    };
  });
}

/** The tabs of the studio that can go on from a picture. */
function waysOn(cards: readonly ModelCard[]) {
  const kinds = ["edit", "video"] as const;
  return kinds.filter((kind) => cards.some((card) => card.kind === kind && card.source !== "none"));
}

export default function Picture({ loaderData }: Route.ComponentProps) {
  return <PictureScreen {...loaderData} />;
}

function shorten(prompt: string): string {
  return prompt.length > 60 ? `${prompt.slice(0, 59).trimEnd()}…` : prompt;
}

import type { Route } from "./+types/picture";
import { requireViewer, signInFirst } from "~/.server/auth/session";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { showGeneration, showMedia } from "~/.server/http/show";
import { PictureScreen } from "~/components/media/picture-screen";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${shorten(loaderData?.media.prompt ?? "Picture")} · Easel` },
  { name: "description", content: "One picture, with everything about how it was made." },
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
    return {
      account,
      media: showMedia(media),
      generation: showGeneration(generation),
      model: models.find(media.model),
      newerId,
      olderId,
      nowIso: new Date().toISOString(),
    };
  });
}

export default function Picture({ loaderData }: Route.ComponentProps) {
  return <PictureScreen {...loaderData} />;
}

function shorten(prompt: string): string {
  return prompt.length > 60 ? `${prompt.slice(0, 59).trimEnd()}…` : prompt;
}

import type { Route } from "./+types/dev-google";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { offersGoogle } from "~/.server/http/google-offer";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { StandInScreen } from "~/components/account/stand-in-screen";
import { standIn as words } from "~/components/account/google-words";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "robots", content: "noindex" },
];

export const headers = pageHeaders;

/** Made-up people in Google's place. In development and on this machine only: whoever comes can be any of them. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { google, env } = context.get(containerContext);
  return await respond(async () => {
    const isAllowed = env.mode === "development" && offersGoogle(context);
    if (!google?.standIn || !isAllowed) throw new AppError("not_found");
    return await google.standIn(url.searchParams.get("state") ?? "");
  });
}

export default function DevGoogle({ loaderData }: Route.ComponentProps) {
  return <StandInScreen {...loaderData} />;
}

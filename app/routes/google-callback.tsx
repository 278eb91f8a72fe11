import { data, redirect } from "react-router";
import type { Route } from "./+types/google-callback";
import { AppError } from "~/.server/errors";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { keepDeviceIds } from "~/.server/http/device-cookie";
import { pageHeaders } from "~/.server/http/page-headers";
import { errorHeaders, errorWords, respond } from "~/.server/http/respond";
import { authContext, findViewer, redirectToCode } from "~/.server/http/session";
import { readWayBack, wayBackCookie } from "~/.server/http/way-back-cookie";
import { finishGoogle } from "~/.server/use-cases/finish-google";
import { GoogleScreen } from "~/components/account/google-screen";
import { google as words } from "~/components/account/google-words";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "robots", content: "noindex" },
];

export const headers = pageHeaders;

const lostPassword = "lost-password";

/** Signs in whoever comes back from Google and leads on; what went wrong is said here, with the way on kept. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const container = context.get(containerContext);
  const next = readWayBack(request, isHttps(context));
  // The page around this one asks as well: nobody is to renew an old session while a new one begins.
  const before = await findViewer(context);
  if (url.searchParams.has(lostPassword)) return { next, problem: null };
  try {
    const deps = { ...container, auth: context.get(authContext) };
    const device = deviceOf(request, context);
    const place = await finishGoogle(deps, url.searchParams, device);
    const headers = new Headers(keepDeviceIds(place.ids, isHttps(context)));
    if (place.lostPassword) return redirect(`${url.pathname}?${lostPassword}`, { headers });
    headers.append("set-cookie", wayBackCookie(null, isHttps(context)));
    return redirect(next, { headers });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "code_needed")
      redirectToCode(next, { "set-cookie": wayBackCookie(null, isHttps(context)) });
    // Back and Reload bring a code again that has done its work.
    const isSpent = error.code === "google_expired" && before !== null;
    if (isSpent && (await respond(() => container.pages.account(before)))) return redirect(next);
    const headers = errorHeaders(error);
    return data({ next, problem: errorWords(error) }, { status: error.status, headers });
  }
}

export default function GoogleCallback({ loaderData }: Route.ComponentProps) {
  return <GoogleScreen {...loaderData} />;
}

import { data, redirect } from "react-router";
import type { Route } from "./+types/google-start";
import { AppError } from "~/.server/errors";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { offersGoogle } from "~/.server/http/google-offer";
import { pageHeaders } from "~/.server/http/page-headers";
import { errorHeaders, errorWords, respond } from "~/.server/http/respond";
import { safeNext } from "~/.server/http/safe-next";
import { authContext } from "~/.server/http/session";
import { wayBackCookie } from "~/.server/http/way-back-cookie";
import { GoogleScreen } from "~/components/account/google-screen";
import { google as words } from "~/components/account/google-words";
import { withNext } from "~/components/account/with-next";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "robots", content: "noindex" },
];

export const headers = pageHeaders;

/**
 * Sends the browser to Google: by a plain link, since a form that ended there would need its host in the page's policy.
 * Whoever did not press it on a page of ours presses it there first.
 */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const { env, accounts } = context.get(containerContext);
  const next = safeNext(url.searchParams.get("next"));
  if (url.origin !== env.publicOrigin)
    throw redirect(new URL(url.pathname + url.search, env.publicOrigin).href);
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") throw redirect(withNext("/login", next));
  try {
    if (!offersGoogle(context)) throw new AppError("not_found");
    await accounts.takeRateLimit("google", deviceOf(request, context).address);
    const to = await context.get(authContext).beginGoogle(`${env.publicOrigin}/auth/callback`);
    return redirect(to, { headers: { "set-cookie": wayBackCookie(next, isHttps(context)) } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found") return await respond(() => Promise.reject(error));
    const headers = errorHeaders(error);
    return data({ next, problem: errorWords(error) }, { status: error.status, headers });
  }
}

export default function GoogleStart({ loaderData }: Route.ComponentProps) {
  return <GoogleScreen {...loaderData} />;
}

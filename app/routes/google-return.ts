import { redirect } from "react-router";
import type { Route } from "./+types/google-return";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { deviceOf } from "~/.server/http/caller";
import { respondPlain } from "~/.server/http/respond-plain";

/** Where Google sends people back to when Easel runs its own Auth, which makes a code for our own page of it. */
export async function loader({ request, context, url }: Route.LoaderArgs) {
  const { google, accounts } = context.get(containerContext);
  return await respondPlain(context, async () => {
    if (!google) throw new AppError("not_found");
    await accounts.takeRateLimit("google-code", deviceOf(request, context).address);
    return redirect(`/auth/callback?${await google.answerReturn(url.searchParams)}`);
  });
}

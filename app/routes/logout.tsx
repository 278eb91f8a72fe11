import { redirect } from "react-router";
import type { Route } from "./+types/logout";
import { checkFormAccount, respondKeepingForm } from "~/.server/http/account-action";
import { authContext } from "~/.server/http/session";
import { AppError } from "~/.server/errors";
import { readForm } from "~/.server/http/parse-form";
import { respond } from "~/.server/http/respond";

export async function loader() {
  return await respond(async () => {
    throw new AppError("method_not_allowed");
  });
}

/** Signs out whom the form names. Another account that is signed in by now stays, and the error page says so. */
export async function action({ request, context }: Route.ActionArgs) {
  const auth = context.get(authContext);
  const form = await respond(() => readForm(request));
  await respondKeepingForm(form, async () => {
    checkFormAccount(form, await auth.viewerFromCookies());
    await auth.signOut();
  });
  return redirect("/", { headers: { "clear-site-data": '"cache"' } });
}

/** A page only where its error is shown. */
export default function Logout() {
  return null;
}

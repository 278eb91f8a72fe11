import { redirect } from "react-router";
import type { Route } from "./+types/theme";
import { safeNext } from "~/.server/auth/safe-next";
import { containerContext } from "~/.server/http/context";
import { refuseReading } from "~/.server/http/plainly";
import { parseForm } from "~/.server/http/parse-form";
import { respond } from "~/.server/http/respond";
import { themeCookie } from "~/.server/http/theme-cookie";
import { AppError } from "~/.server/errors";
import { themeForm } from "~/domain/forms";

export const loader = refuseReading;

/** Remembers the look for this browser and goes back to the page. */
export async function action({ request, context }: Route.ActionArgs) {
  const { env } = context.get(containerContext);
  return await respond(async () => {
    const submission = await parseForm(request, themeForm);
    if (submission.status !== "success") throw new AppError("invalid_input");
    const { theme, next } = submission.value;
    const cookie = themeCookie(theme, env.publicOrigin.startsWith("https:"));
    return redirect(safeNext(next), { headers: { "set-cookie": cookie } });
  });
}

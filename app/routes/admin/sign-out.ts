import { redirect } from "react-router";
import type { Route } from "./+types/sign-out";
import { forgetAdminSession, readAdminSession } from "~/.server/http/admin-cookie";
import { isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { respond } from "~/.server/http/respond";

export function loader() {
  return redirect("/admin-control");
}

/** Ends the session that the browser has, if it is still one. Whoever has none learns nothing. */
export async function action({ request, context }: Route.ActionArgs) {
  const https = isHttps(context);
  const session = readAdminSession(request, https);
  const { adminSessions } = context.get(containerContext);
  if (session) await respond(() => adminSessions.end(session));
  return redirect("/admin-control", { headers: { "set-cookie": forgetAdminSession(https) } });
}

import { redirect } from "react-router";
import type { Route } from "./+types/logout";
import { authContext } from "~/.server/auth/session";
import { refuseReading } from "~/.server/http/plainly";
import { respond } from "~/.server/http/respond";

export const loader = refuseReading;

export async function action({ context }: Route.ActionArgs) {
  await respond(() => context.get(authContext).signOut());
  return redirect("/", { headers: { "clear-site-data": '"cache"' } });
}

import { redirect } from "react-router";
import type { Route } from "./+types/logout";
import { authContext } from "~/.server/auth/session";
import { containerContext } from "~/.server/http/context";
import { refuseReading } from "~/.server/http/plainly";
import { respond } from "~/.server/http/respond";
import { signOut } from "~/.server/use-cases/sign-out";

export const loader = refuseReading;

export async function action({ context }: Route.ActionArgs) {
  const { accounts } = context.get(containerContext);
  await respond(() => signOut({ auth: context.get(authContext), accounts }));
  return redirect("/", { headers: { "clear-site-data": '"cache"' } });
}

import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/dashboard";
import { adminAction, requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { beginCheck } from "~/.server/use-cases/begin-check";
import { readDashboard } from "~/.server/use-cases/read-dashboard";
import { dashboard as words } from "~/components/admin/words";
import { DashboardScreen } from "~/components/dashboard/dashboard-screen";
import plots from "~/components/dashboard/plots.css?url";
import { rangeNotes, readRange, shownDays } from "~/domain/admin/dashboard-range";
import { reason } from "~/domain/admin/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: plots }];

export const headers = pageHeaders;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const asked = readRange(args.url.searchParams);
  const deps = args.context.get(containerContext);
  const view = await respond(() => readDashboard(deps, session, asked));
  return {
    view,
    days: shownDays(asked),
    notes: rangeNotes(asked, view.range),
    nowIso: deps.now().toISOString(),
  };
}

const checkForm = z.object({ intent: z.literal("check"), reason });

/** Begins a check of everything, which goes on after the answer. */
export async function action(args: Route.ActionArgs) {
  return await adminAction(args, checkForm, async (form, { session }) => {
    await beginCheck(args.context.get(containerContext), session, form.reason);
    return redirect("/admin#checks");
  });
}

export default function Dashboard({ loaderData, actionData }: Route.ComponentProps) {
  const problem = actionData?.result.error?.["reason"]?.[0] ?? actionData?.problem?.words;
  return <DashboardScreen {...loaderData} problem={problem} />;
}

import { isRouteErrorResponse } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/report";
import { deviceOf } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { formAction } from "~/.server/http/form-action";
import { secretFormHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { reportShare } from "~/.server/use-cases/report-share";
import type { RouteHandle } from "~/components/layout/matches";
import { DeadLinkScreen } from "~/components/share/dead-link-screen";
import { ReportedScreen, ReportScreen } from "~/components/share/report-screen";
import { report as words } from "~/components/share/words";
import { reportForm } from "~/domain/sharing";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
  { name: "robots", content: "noindex" },
];

export const handle: RouteHandle = { scripts: false, frame: "own" };

export const headers = secretFormHeaders;

const fileOfBoard = z.uuid().nullable().catch(null);

/** Also for a link that has ended: whoever saw it may still have something to say. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { shares, newId } = context.get(containerContext);
  const { token } = params;
  return {
    state: await respond(() => shares.state(token)),
    reportId: newId(),
    fileId: fileOfBoard.parse(url.searchParams.get("picture")),
    sharedPath: `/s/${token}`,
  };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  return await formAction(request, reportForm, async (form) => {
    const { address } = deviceOf(request, context);
    const container = context.get(containerContext);
    return { reported: await reportShare(container, params.token, form, address) };
  });
}

export default function Report({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData && "reported" in actionData)
    return <ReportedScreen state={actionData.reported} sharedPath={loaderData.sharedPath} />;
  return <ReportScreen {...loaderData} refusal={actionData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <DeadLinkScreen isGone={isRouteErrorResponse(error) && error.status === 404} />;
}

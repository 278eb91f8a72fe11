import { redirect } from "react-router";
import type { Route } from "./+types/blocked";
import { accountAction } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respondOrSignIn, requireViewer } from "~/.server/http/session";
import { BlockedScreen } from "~/components/blocked/blocked-screen";
import { blocked as words } from "~/components/blocked/words";
import type { RouteHandle } from "~/components/layout/matches";
import { objectionForm } from "~/domain/blocked-prompts";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const handle: RouteHandle = { scripts: false };

export const headers = pageHeaders;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { promptRules } = context.get(containerContext);
  const blocked = await respondOrSignIn(url, () => promptRules.own(viewer, params.blockedId));
  return { blocked };
}

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const { promptRules } = context.get(containerContext);
  return await accountAction({ request, context, url }, objectionForm, async (form, viewer) => {
    await promptRules.object(viewer, params.blockedId, form.words);
    return redirect(url.pathname);
  });
}

export default function Blocked({ loaderData, actionData }: Route.ComponentProps) {
  return <BlockedScreen {...loaderData} refusal={actionData} />;
}

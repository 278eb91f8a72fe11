import { useRouteLoaderData } from "react-router";
import type { Route } from "./+types/account";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { AccountScreen } from "~/components/account/account-screen";
import { account as words } from "~/components/account/words";
import type { loader as rootLoader } from "~/root";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages } = context.get(containerContext);
  const account = (await respond(() => pages.account(viewer))) ?? redirectToSignIn(url);
  return { account, passwordChanged: url.searchParams.get("changed") === "password" };
}

export default function Account({ loaderData }: Route.ComponentProps) {
  const root = useRouteLoaderData<typeof rootLoader>("root");
  return <AccountScreen {...loaderData} theme={root?.theme ?? "system"} />;
}

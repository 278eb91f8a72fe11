import type { Route } from "./+types/credits";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { CreditsScreen } from "~/components/account/credits-screen";
import { credits as words } from "~/components/account/words";
import { pageIn } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

const pageSize = 50;

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const page = pageIn(url);
  const { ledger } = context.get(containerContext);
  const found = await respond(() => ledger.page(viewer, page, pageSize));
  const account = found.account ?? redirectToSignIn(url);
  return { ...found, account, page, nowIso: new Date().toISOString() };
}

export default function Credits({ loaderData }: Route.ComponentProps) {
  return <CreditsScreen {...loaderData} pageSize={pageSize} />;
}

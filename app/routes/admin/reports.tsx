import type { Route } from "./+types/reports";
import { requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { ReportsScreen } from "~/components/admin/reports-screen";
import { reports as words } from "~/components/admin/reports-words";
import { pageIn } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

const pageSize = 50;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { context, url } = args;
  const { reportQueue } = context.get(containerContext);
  const isOpen = url.searchParams.get("state") !== "closed";
  const page = pageIn(url);
  const found = await respond(() => reportQueue.list(session, isOpen, page, pageSize));
  return { ...found, isOpen, page, nowIso: new Date().toISOString() };
}

export default function Reports({ loaderData }: Route.ComponentProps) {
  return <ReportsScreen {...loaderData} />;
}

import type { Route } from "./+types/models";
import { requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { AdminPage } from "~/components/admin/admin-page";
import { WatchedModels } from "~/components/admin/watched-models";
import { models as words } from "~/components/admin/models-words";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader(args: Route.LoaderArgs) {
  await requireAdmin(args);
  const { modelWatch } = args.context.get(containerContext);
  return { providers: await respond(() => modelWatch.read()) };
}

export default function Models({ loaderData: { providers } }: Route.ComponentProps) {
  return (
    <AdminPage title={words.pageTitle} words={words.description}>
      <WatchedModels providers={providers} />
    </AdminPage>
  );
}

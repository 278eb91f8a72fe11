import type { Route } from "./+types/people";
import { requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { PeopleScreen } from "~/components/admin/people-screen";
import { people as words } from "~/components/admin/people-words";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { searchParams } = args.url;
  const query = (searchParams.get("q") ?? "").slice(0, 400).replaceAll("\0", "");
  const { people } = args.context.get(containerContext);
  const found = await respond(() => people.find(session, query, searchParams.get("before")));
  return { ...found, query };
}

export default function People({ loaderData }: Route.ComponentProps) {
  return <PeopleScreen {...loaderData} />;
}

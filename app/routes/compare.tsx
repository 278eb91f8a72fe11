import type { Route } from "./+types/compare";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { redirectToSignIn, requireViewer } from "~/.server/http/session";
import { compareLooks, maxCompared } from "~/components/compare/compare-query";
import { CompareScreen } from "~/components/compare/compare-screen";
import { compare as words } from "~/components/compare/words";
import { mediaTileView } from "~/domain/views";
import { compareFacts } from "./compared-facts.server";
import { showAllMedia } from "./media-tile.server";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

/** More than this is no address of ours. */
const maxAsked = 100;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const { pages, models } = container;
  const asked = readIds(url);
  const wanted = asked.slice(0, maxCompared);
  const { account, items: found } = await respond(() => pages.details(viewer, wanted));
  if (!account) redirectToSignIn(url);
  const nameOfModel = (model: string) => models.find(model)?.name ?? model;
  const tiles = found.map((item) => mediaTileView.parse(item));
  return {
    account,
    items: await showAllMedia(container, tiles),
    facts: compareFacts(found, nameOfModel),
    missing: wanted.length - found.length,
    tooMany: asked.length > maxCompared,
    look: compareLooks.find((look) => look === url.searchParams.get("look")) ?? "side",
  };
}

/** What the address asks for, each once. What is no id is missing like one that nobody has. */
function readIds({ searchParams }: URL): string[] {
  const ids = (searchParams.get("ids") ?? "").split(",", maxAsked);
  return [...new Set(ids.map((id) => id.trim().toLowerCase()))].filter((id) => id !== "");
}

export default function Compare({ loaderData }: Route.ComponentProps) {
  return <CompareScreen {...loaderData} />;
}

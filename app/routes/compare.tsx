import type { Route } from "./+types/compare";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { redirectToSignIn, requireViewer, respondOrSignIn } from "~/.server/http/session";
import { compareLooks, maxCompared } from "~/components/compare/compare-query";
import { CompareScreen } from "~/components/compare/compare-screen";
import { compare as words } from "~/components/compare/words";
import { mostInAddress, splitIds } from "~/domain/choosing";
import { mediaTileView } from "~/domain/views";
import { compareFacts } from "./compared-facts.server";
import { showAllMedia } from "./media-tile.server";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const { pages, models } = container;
  // What is no id is missing like one that nobody has.
  const asked = splitIds(url.searchParams.get("ids") ?? "").slice(0, mostInAddress);
  const wanted = asked.slice(0, maxCompared);
  const [account, found] = await respondOrSignIn(url, () =>
    Promise.all([pages.account(viewer), pages.details(viewer, wanted)]),
  );
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

export default function Compare({ loaderData }: Route.ComponentProps) {
  return <CompareScreen {...loaderData} />;
}

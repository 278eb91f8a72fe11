import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/organize";
import { AppError } from "~/.server/errors";
import { accountAction } from "~/.server/http/account-action";
import { isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { safeNext } from "~/.server/http/safe-next";
import { redirectToSignIn, requireViewer } from "~/.server/http/session";
import { OrganizeScreen } from "~/components/boards/organize-screen";
import { organize as words } from "~/components/boards/words";
import { useAnswer } from "~/components/layout/use-answer";
import { mostInAddress, splitIds } from "~/domain/choosing";
import { boardName, tagList } from "~/domain/organizing";
import { suggestTags } from "~/domain/suggest-tags";
import { showAllMedia } from "./media-tile.server";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

/** The files that the address names. */
function idsOf(url: URL): string[] {
  const ids = splitIds(url.searchParams.get("ids") ?? "");
  return ids.filter((id) => z.uuid().safeParse(id).success).slice(0, mostInAddress);
}

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  return await respond(async () => {
    const found = await container.pages.organize(viewer, idsOf(url));
    const account = found.account ?? redirectToSignIn(url);
    if (found.items.length === 0) throw new AppError("not_found");
    const next = url.searchParams.get("next");
    const present = found.tags.map(({ tag }) => tag);
    return {
      ...found,
      account,
      items: await showAllMedia(container, found.items),
      suggestions: suggestTags(found.items.map(({ prompt }) => prompt).join("\n"), present),
      newBoardId: container.newId(),
      next: next && safeNext(next),
    };
  });
}

const organizeForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.enum(["star", "unstar"]) }),
  z.object({ intent: z.enum(["add", "remove"]), boardId: z.uuid() }),
  z.object({ intent: z.literal("make"), boardId: z.uuid(), name: boardName }),
  z.object({ intent: z.enum(["tag", "untag"]), tags: tagList }),
]);

/** Does it to the files that the address names, and leads back to `next`, where that is given. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const { organizer } = context.get(containerContext);
  const ids = idsOf(url);
  return await accountAction({ request, context, url }, organizeForm, async (form, viewer) => {
    if (form.intent === "make")
      await organizer.makeBoard(viewer, { id: form.boardId, name: form.name }, ids);
    else if (form.intent === "add") await organizer.addToBoard(viewer, form.boardId, ids);
    else if (form.intent === "remove") await organizer.removeFromBoard(viewer, form.boardId, ids);
    else if (form.intent === "tag" || form.intent === "untag")
      await organizer[form.intent](viewer, ids, form.tags);
    else await organizer[form.intent](viewer, ids);
    if (isScripted(request)) return { isDone: true };
    const next = url.searchParams.get("next");
    return redirect(next === null ? url.pathname + url.search : safeNext(next), 303);
  });
}

export default function Organize({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  const refusal = answer && "result" in answer ? answer : undefined;
  return <OrganizeScreen {...loaderData} answer={refusal} />;
}

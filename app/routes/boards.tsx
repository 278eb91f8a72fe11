import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/boards";
import { accountAction } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { redirectToSignIn, requireViewer } from "~/.server/http/session";
import { BoardsScreen } from "~/components/boards/boards-screen";
import { boards as words } from "~/components/boards/words";
import { useAnswer } from "~/components/layout/use-answer";
import { idList } from "~/domain/choosing";
import { boardName } from "~/domain/organizing";
import { showMedia } from "./media-tile.server";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const { pages, newId } = container;
  const found = await respond(() => pages.boards(viewer));
  const account = found.account ?? redirectToSignIn(url);
  const justDeleted = url.searchParams.get("deleted");
  return {
    account,
    boards: await Promise.all(
      found.boards.map(async ({ cover, ...board }) => ({
        ...board,
        cover: cover && (await showMedia(container, cover)),
      })),
    ),
    deleted: found.deleted,
    justDeleted: found.deleted.find(({ id }) => id === justDeleted) ?? null,
    newBoardId: newId(),
    nowIso: new Date().toISOString(),
  };
}

/** More than a person has. */
const mostBoards = 500;

const boardsForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("make"), boardId: z.uuid(), name: boardName }),
  z.object({ intent: z.literal("order"), boardIds: idList(mostBoards) }),
  z.object({ intent: z.literal("restore"), boardId: z.uuid() }),
]);

export async function action({ request, context, url }: Route.ActionArgs) {
  const { organizer } = context.get(containerContext);
  return await accountAction({ request, context, url }, boardsForm, async (form, viewer) => {
    if (form.intent === "make") {
      const { boardId: id, name } = form;
      await organizer.makeBoard(viewer, { id, name }, []);
    } else if (form.intent === "restore") await organizer.restoreBoard(viewer, form.boardId);
    else await organizer.orderBoards(viewer, form.boardIds);
    return redirect("/boards", 303);
  });
}

export default function Boards({ loaderData, actionData }: Route.ComponentProps) {
  return <BoardsScreen {...loaderData} answer={useAnswer(actionData)} />;
}

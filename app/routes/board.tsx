import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/board";
import { accountAction } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { redirectToSignIn, requireViewer } from "~/.server/http/session";
import { readBoardPage } from "~/.server/use-cases/read-board-page";
import { BoardScreen } from "~/components/boards/board-screen";
import { boards as words } from "~/components/boards/words";
import { useAnswer } from "~/components/layout/use-answer";
import { pageIn } from "~/domain/forms";
import { boardName } from "~/domain/organizing";
import { showAllMedia } from "./media-tile.server";

const pageSize = 48;

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: words.pageTitle(loaderData?.board?.name ?? words.title) },
  { name: "description", content: words.boardDescription },
];

export const headers = pageHeaders;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const wish = { boardId: params.boardId, page: pageIn(url), pageSize };
  const found = await respond(() => readBoardPage(container, viewer, wish));
  const { account, board } = found;
  if (!account || !board) redirectToSignIn(url);
  return {
    ...found,
    account,
    board,
    items: await showAllMedia(container, found.items),
    isArranging: url.searchParams.has("arrange"),
    removed: idsIn(url.searchParams.get("removed")),
  };
}

function idsIn(text: string | null): string[] {
  return idList.safeParse(text).data ?? [];
}

const idList = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.uuid()).min(1).max(pageSize));

const boardForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("rename"), name: boardName }),
  z.object({ intent: z.literal("delete") }),
  z.object({ intent: z.literal("order"), mediaIds: idList }),
  z.object({ intent: z.literal("cover"), mediaId: z.uuid() }),
  z.object({ intent: z.literal("put-back"), mediaIds: idList }),
  z.object({
    intent: z.literal("remove"),
    chosen: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((ids = []) => [ids].flat())
      .pipe(z.array(z.uuid()).min(1, "Select what you want to remove first.").max(pageSize)),
  }),
]);

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const { organizer } = context.get(containerContext);
  return await accountAction(
    { request, context, url },
    boardForm,
    async (form, viewer) => {
      const { boardId } = params;
      const back = new URLSearchParams(url.searchParams);
      back.delete("removed");
      if (form.intent === "delete") {
        await organizer.deleteBoard(viewer, boardId);
        return redirect(`/boards?deleted=${boardId}`, 303);
      }
      if (form.intent === "rename") await organizer.renameBoard(viewer, boardId, form.name);
      else if (form.intent === "order")
        await organizer.orderOnBoard(viewer, boardId, form.mediaIds);
      else if (form.intent === "cover") await organizer.setCover(viewer, boardId, form.mediaId);
      else if (form.intent === "remove") {
        const removed = await organizer.removeFromBoard(viewer, boardId, form.chosen);
        back.set("removed", removed.join(","));
      } else await organizer.putBackOnBoard(viewer, boardId, form.mediaIds);
      return redirect(back.size > 0 ? `${url.pathname}?${back}` : url.pathname, 303);
    },
    { repeatedFields: ["chosen"] },
  );
}

export default function Board({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <BoardScreen
      key={loaderData.board.id}
      {...loaderData}
      pageSize={pageSize}
      answer={useAnswer(actionData)}
    />
  );
}

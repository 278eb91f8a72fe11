import { data, redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/board";
import { accountAction } from "~/.server/http/account-action";
import { isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { readDoneCookie } from "~/.server/http/done-cookie";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { redirectToSignIn, requireViewer } from "~/.server/http/session";
import { readBoardPage } from "~/.server/use-cases/read-board-page";
import { BoardScreen } from "~/components/boards/board-screen";
import { boards as words } from "~/components/boards/words";
import { useAnswer } from "~/components/layout/use-answer";
import { choiceFields, idList, mostAtOnce } from "~/domain/choosing";
import { pageIn } from "~/domain/forms";
import { boardName } from "~/domain/organizing";
import { readChoice } from "./chosen-media.server";
import { mark, markForm, sayDone } from "./list-acts.server";
import { actOnMedia } from "./media-acts.server";
import { showAllMedia } from "./media-tile.server";

const pageSize = 48;

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: words.pageTitle(loaderData?.board?.name ?? words.title) },
  { name: "description", content: words.boardDescription },
];

export const headers = pageHeaders;

export async function loader({ request, context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const wish = { boardId: params.boardId, page: pageIn(url), pageSize };
  const found = await respond(() => readBoardPage(container, viewer, wish));
  const { account, board } = found;
  if (!account || !board) redirectToSignIn(url);
  const just = readDoneCookie(request, isHttps(context));
  const shown = {
    ...found,
    account,
    board,
    items: await showAllMedia(container, found.items),
    isArranging: url.searchParams.has("arrange"),
    isMoved: found.page !== Number(url.searchParams.get("page") ?? 1),
    done: just?.done ?? null,
  };
  return data(shown, just ? { headers: { "set-cookie": just.forget } } : undefined);
}

const { mediaId, mediaIds, kept } = choiceFields;

const boardForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("rename"), name: boardName }),
  z.object({ intent: z.literal("delete") }),
  z.object({ intent: z.literal("order"), mediaIds: idList(pageSize) }),
  z.object({ intent: z.literal("cover"), mediaId: z.uuid() }),
  z.object({ intent: z.enum(["unboard", "put-back"]), mediaId, mediaIds, kept }),
  markForm,
]);

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  const { organizer } = container;
  return await accountAction(
    { request, context, url },
    boardForm,
    async (form, viewer) => {
      const { boardId } = params;
      switch (form.intent) {
        case "mark":
          return await mark(container, viewer, form, { request, context, url });
        case "unboard":
        case "put-back": {
          const { intent } = form;
          const choice = await readChoice(container, viewer, form, url, mostAtOnce);
          const act = { intent, fromBoard: boardId, ...choice };
          return sayDone(await actOnMedia(container, viewer, act), { request, context, url });
        }
        case "delete":
          await organizer.deleteBoard(viewer, boardId);
          return redirect(`/boards?deleted=${boardId}`, 303);
        case "rename":
          await organizer.renameBoard(viewer, boardId, form.name);
          break;
        case "order":
          await organizer.orderOnBoard(viewer, boardId, form.mediaIds);
          break;
        case "cover":
          await organizer.setCover(viewer, boardId, form.mediaId);
      }
      return redirect(url.pathname + url.search, 303);
    },
    { repeatedFields: ["mediaId"] },
  );
}

export default function Board({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  const done = answer && "done" in answer ? answer.done : loaderData.done;
  return (
    <BoardScreen
      key={loaderData.board.id}
      {...loaderData}
      pageSize={pageSize}
      done={done}
      refusal={answer && "result" in answer ? answer : undefined}
    />
  );
}

import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/prompts";
import { accountAction } from "~/.server/http/account-action";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { redirectToSignIn, requireViewer } from "~/.server/http/session";
import { isSearchable } from "~/components/gallery/gallery-query";
import { useAnswer } from "~/components/layout/use-answer";
import { PromptsScreen } from "~/components/prompts/prompts-screen";
import { prompts as words } from "~/components/prompts/words";

const pageSize = 30;

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages } = context.get(containerContext);
  const query = url.searchParams;
  const search = (query.get("q") ?? "").trim();
  const canMatch = isSearchable(search);
  const wish = {
    search: canMatch ? search : "",
    starred: query.get("starred") === "1",
    before: query.get("before"),
    after: query.get("after"),
    pageSize,
  };
  const found = await respond(() => pages.prompts(viewer, wish));
  const account = found.account ?? redirectToSignIn(url);
  return {
    ...found,
    ...(!canMatch && { prompts: [], total: 0, hasNewer: false, hasOlder: false }),
    account,
    search,
    isSearchable: canMatch,
    starred: wish.starred,
    isConfirming: query.get("confirm") === "all",
    deleted: z.union([z.uuid(), z.literal("all")]).safeParse(query.get("deleted")).data ?? null,
    nowIso: new Date().toISOString(),
  };
}

/** What a button asks for: `star:ID`, `unstar:ID`, `delete:ID`, `restore:ID`, `delete:all`, `restore:all`. */
const promptsForm = z.object({
  intent: z
    .string()
    .regex(/^(?:(?:star|unstar):[\da-f-]{36}|(?:delete|restore):(?:all|[\da-f-]{36}))$/)
    .transform((intent) => {
      const [verb = "", id = ""] = intent.split(":");
      return { verb, id };
    }),
});

export async function action({ request, context, url }: Route.ActionArgs) {
  const { promptHistory } = context.get(containerContext);
  return await accountAction({ request, context, url }, promptsForm, async ({ intent }, viewer) => {
    const { verb, id } = intent;
    const back = new URLSearchParams(url.searchParams);
    back.delete("deleted");
    back.delete("confirm");
    if (verb === "delete") {
      await (id === "all" ? promptHistory.deleteAll(viewer) : promptHistory.delete(viewer, [id]));
      back.set("deleted", id);
    } else if (verb === "restore") {
      await (id === "all" ? promptHistory.restoreAll(viewer) : promptHistory.restore(viewer, [id]));
    } else await promptHistory.star(viewer, [id], verb === "star");
    return redirect(back.size > 0 ? `${url.pathname}?${back}` : url.pathname, 303);
  });
}

export default function Prompts({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  return <PromptsScreen {...loaderData} problem={answer?.problem} />;
}

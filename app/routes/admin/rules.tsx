import type { Route } from "./+types/rules";
import { doneIn, redirectDone } from "./done.server";
import { adminAction, requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { RulesScreen } from "~/components/admin/rules-screen";
import { rules as words } from "~/components/admin/rules-words";
import { ruleForm } from "~/domain/admin/rules";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { ruleBook } = args.context.get(containerContext);
  return { ...(await respond(() => ruleBook.read(session))), doneWords: doneIn(args.url) };
}

export async function action(args: Route.ActionArgs) {
  const { context, url } = args;
  const { ruleBook, control, pages } = context.get(containerContext);
  const repeatedFields = ["ruleId", "objectionId"];
  return await adminAction(
    args,
    ruleForm,
    async (form, { session }) => {
      const { intent, reason } = form;
      if (intent === "on" || intent === "off") {
        const change = { name: "prompt_rules_on", key: null, value: intent === "on" } as const;
        const isDone = await control.change(session, { ...change, seen: form.seen, reason });
        pages.forgetSettings();
        return redirectDone(url, isDone ? intent : "unchanged");
      }
      if (intent === "block" || intent === "allow")
        await ruleBook.add(session, form.phrases, intent === "allow", reason);
      else if (intent === "remove") await ruleBook.remove(session, form.ruleId, reason);
      else if (intent === "close")
        await ruleBook.closeObjections(session, form.objectionId, reason);
      return redirectDone(url, intent);
    },
    { repeatedFields },
  );
}

export default function Rules({ loaderData, actionData }: Route.ComponentProps) {
  return <RulesScreen {...loaderData} refusal={actionData} />;
}

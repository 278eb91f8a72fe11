import type { Route } from "./+types/allowances";
import { doneIn, redirectDone } from "./done.server";
import { applyRule } from "./rules.server";
import { adminAction, requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { AllowancesScreen } from "~/components/admin/allowances-screen";
import { allowances as words } from "~/components/admin/people-words";
import { rulesForm } from "~/domain/admin/people-forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const { creditRules } = args.context.get(containerContext);
  return { ...(await respond(() => creditRules.read(session))), doneWords: doneIn(args.url) };
}

export async function action(args: Route.ActionArgs) {
  return await adminAction(args, rulesForm, async (form, { session }) => {
    await applyRule(args.context.get(containerContext).creditRules, session, null, form);
    return redirectDone(args.url, form.intent);
  });
}

export default function Allowances({ loaderData, actionData }: Route.ComponentProps) {
  return <AllowancesScreen {...loaderData} refusal={actionData} />;
}

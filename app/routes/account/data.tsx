import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/data";
import { answerAccountForm, type ActionArgs } from "~/.server/http/account-action";
import { deviceOf } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { readForm } from "~/.server/http/parse-form";
import { respond } from "~/.server/http/respond";
import {
  authContext,
  redirectToSignIn,
  requireViewer,
  respondOrSignIn,
} from "~/.server/http/session";
import { leave, stay } from "~/.server/use-cases/leave";
import { proveOwner } from "~/.server/use-cases/prove-owner";
import { DataScreen } from "~/components/account/data-screen";
import { data as words } from "~/components/account/data-words";
import { useAnswer } from "~/components/layout/use-answer";
import { ownerForm } from "~/domain/account-forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages, sessions } = context.get(containerContext);
  const [account, { needs }] = await respondOrSignIn(url, () =>
    Promise.all([pages.account(viewer), sessions.ownerProof(viewer)]),
  );
  const isKept = url.searchParams.has("kept");
  return { account: account ?? redirectToSignIn(url), needs, isKept };
}

/** Has the account deleted in a week, or keeps it. Errors: those of `proveOwner`, `leave` and `stay`. */
export async function action(args: Route.ActionArgs) {
  const form = await respond(() => readForm(args.request));
  return await (form.get("intent") === "stay" ? keep(args, form) : askToLeave(args, form));
}

function askToLeave({ request, context, url }: ActionArgs, form: FormData) {
  const deps = { ...context.get(containerContext), auth: context.get(authContext) };
  return answerAccountForm({ request, context, url }, form, ownerForm, async (asked, viewer) => {
    await proveOwner(deps, viewer, asked.currentPassword, deviceOf(request, context));
    await leave(deps, viewer);
    return redirect("/account/data", 303);
  });
}

function keep(args: ActionArgs, form: FormData) {
  return answerAccountForm(args, form, z.object({}), async (_, viewer) => {
    await stay(args.context.get(containerContext), viewer);
    return redirect("/account/data?kept", 303);
  });
}

export default function Data({ loaderData, actionData }: Route.ComponentProps) {
  return <DataScreen {...loaderData} refusal={useAnswer(actionData)} />;
}

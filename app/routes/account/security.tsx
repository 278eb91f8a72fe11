import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/security";
import { answerAccountForm, type ActionArgs } from "~/.server/http/account-action";
import { deviceOf } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { offersGoogle } from "~/.server/http/google-offer";
import { pageHeaders } from "~/.server/http/page-headers";
import { readForm } from "~/.server/http/parse-form";
import { respond } from "~/.server/http/respond";
import {
  authContext,
  redirectToSignIn,
  requireViewer,
  respondOrSignIn,
} from "~/.server/http/session";
import { changeEmail } from "~/.server/use-cases/change-email";
import { proveOwner } from "~/.server/use-cases/prove-owner";
import { turnOffSecondFactor } from "~/.server/use-cases/turn-off-second-factor";
import { unlinkGoogle } from "~/.server/use-cases/unlink-google";
import { SecurityScreen } from "~/components/account/security-screen";
import { security as words } from "~/components/account/security-words";
import { useAnswer } from "~/components/layout/use-answer";
import { changeEmailForm, ownerForm } from "~/domain/account-forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

const done = z
  .enum(["password", "email", "canceled", "google", "codes-on", "codes-off"])
  .nullable()
  .catch(null);

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages, sessions, emailChanges, googleLinks, secondFactors, mailbox } =
    context.get(containerContext);
  const [account, { needs }, pending, links, codes] = await respondOrSignIn(url, () =>
    Promise.all([
      pages.account(viewer),
      sessions.ownerProof(viewer),
      emailChanges.pending(viewer),
      googleLinks.list(viewer),
      secondFactors.read(viewer),
    ]),
  );
  return {
    account: account ?? redirectToSignIn(url),
    done: done.parse(url.searchParams.get("changed")),
    ...{ needs, pending, keptHere: mailbox !== null },
    codes: codes.isOffered ? { since: codes.since } : null,
    googleLinks: links.length > 0 || offersGoogle(context) ? links : null,
  };
}

/**
 * Changes the email, or gives that up, unlinks Google, or turns codes off. Errors: those of `proveOwner`,
 * `changeEmail`, `unlinkGoogle` and `turnOffSecondFactor`.
 */
export async function action(args: Route.ActionArgs) {
  const form = await respond(() => readForm(args.request));
  const intent = form.get("intent");
  if (intent === "unlink-google") return await unlink(args, form);
  if (intent === "codes-off") return await turnOffCodes(args, form);
  return await (intent === "cancel-email" ? cancelEmail(args, form) : askEmail(args, form));
}

function askEmail({ request, context, url }: ActionArgs, form: FormData) {
  const deps = { ...context.get(containerContext), auth: context.get(authContext) };
  return answerAccountForm(
    { request, context, url },
    form,
    changeEmailForm,
    async (asked, viewer) => {
      await proveOwner(deps, viewer, asked.currentPassword, deviceOf(request, context));
      await changeEmail(deps, viewer, asked.email);
      return redirect("/account/security", 303);
    },
  );
}

function unlink({ request, context, url }: ActionArgs, form: FormData) {
  const deps = { ...context.get(containerContext), auth: context.get(authContext) };
  const device = deviceOf(request, context);
  return answerAccountForm({ request, context, url }, form, ownerForm, async (asked, viewer) => {
    await proveOwner(deps, viewer, asked.currentPassword, device);
    const isDone = await unlinkGoogle(deps, viewer, device);
    return redirect(`/account/security${isDone ? "?changed=google" : ""}`, 303);
  });
}

function turnOffCodes({ request, context, url }: ActionArgs, form: FormData) {
  const deps = { ...context.get(containerContext), auth: context.get(authContext) };
  const device = deviceOf(request, context);
  return answerAccountForm({ request, context, url }, form, ownerForm, async (asked, viewer) => {
    await proveOwner(deps, viewer, asked.currentPassword, device);
    await turnOffSecondFactor(deps, viewer, device);
    return redirect("/account/security?changed=codes-off", 303);
  });
}

function cancelEmail(args: ActionArgs, form: FormData) {
  const { emailChanges } = args.context.get(containerContext);
  return answerAccountForm(args, form, z.object({}), async (_, viewer) => {
    await emailChanges.cancel(viewer);
    return redirect("/account/security?changed=canceled", 303);
  });
}

export default function Security({ loaderData, actionData }: Route.ComponentProps) {
  return <SecurityScreen {...loaderData} refusal={useAnswer(actionData)} />;
}

import { redirect, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/account";
import { AppError } from "~/.server/errors";
import { accountAction } from "~/.server/http/account-action";
import { requireViewer, redirectToSignIn, respondOrSignIn } from "~/.server/http/session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { AccountScreen } from "~/components/account/account-screen";
import { account as words } from "~/components/account/words";
import { useAnswer } from "~/components/layout/use-answer";
import { goingMailForm } from "~/domain/forms";
import type { loader as rootLoader } from "~/root";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages, goingMails } = context.get(containerContext);
  const [account, isMailWanted] = await respondOrSignIn(url, () =>
    Promise.all([pages.account(viewer), goingMails?.isWanted(viewer) ?? null]),
  );
  return {
    account: account ?? redirectToSignIn(url),
    passwordChanged: url.searchParams.get("changed") === "password",
    isMailWanted,
  };
}

/** Turns the mail before files go on or off. Error: not_found, where no mail can be sent. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const { goingMails } = context.get(containerContext);
  return await accountAction(
    { request, context, url },
    goingMailForm,
    async ({ goingMail }, viewer) => {
      if (!goingMails) throw new AppError("not_found");
      await goingMails.choose(viewer, goingMail === "on");
      return redirect(url.pathname, 303);
    },
  );
}

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  const root = useRouteLoaderData<typeof rootLoader>("root");
  return (
    <AccountScreen
      {...loaderData}
      refusal={useAnswer(actionData)}
      theme={root?.theme ?? "system"}
    />
  );
}

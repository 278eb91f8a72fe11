import { redirect } from "react-router";
import type { Route } from "./+types/reset-password";
import { accountAction } from "~/.server/http/account-action";
import {
  authContext,
  respondOrSignIn,
  requireViewer,
  redirectToCode,
  redirectToSignIn,
} from "~/.server/http/session";
import { safeNext } from "~/.server/http/safe-next";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { keepDeviceIds } from "~/.server/http/device-cookie";
import { pageHeaders } from "~/.server/http/page-headers";
import { choosePassword } from "~/.server/use-cases/choose-password";
import { ResetPasswordScreen } from "~/components/account/reset-password-screen";
import { resetPassword as words } from "~/components/account/words";
import { resetPasswordForm } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

const accountPath = "/account/security";

/** Reached from the page about security, and from the link in a mail, which signs in first. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages, sessions } = context.get(containerContext);
  const [account, proof] = await respondOrSignIn(url, () =>
    Promise.all([pages.account(viewer), sessions.ownerProof(viewer)]),
  );
  const next = safeNext(url.searchParams.get("next") ?? accountPath);
  return { account: account ?? redirectToSignIn(url), ...proof, next };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const deps = { ...context.get(containerContext), auth: context.get(authContext) };
  return await accountAction(
    { request, context, url },
    resetPasswordForm,
    async ({ password, currentPassword, next }, viewer) => {
      const passwords = { password, current: currentPassword };
      const device = deviceOf(request, context);
      const { outcome, ids } = await choosePassword(deps, viewer, passwords, device);
      const headers = keepDeviceIds(ids, isHttps(context));
      const to = safeNext(next);
      const done = to === accountPath ? `${accountPath}?changed=password` : to;
      if (outcome === "code_needed") redirectToCode(done, headers);
      if (outcome === "sign_in_again")
        return redirect(`/login?${new URLSearchParams({ next: to, changed: "password" })}`, {
          headers,
        });
      return redirect(done, { headers });
    },
  );
}

export default function ResetPassword({ loaderData, actionData }: Route.ComponentProps) {
  const { account, ...shown } = loaderData;
  return <ResetPasswordScreen {...shown} refusal={actionData} email={account.email} />;
}

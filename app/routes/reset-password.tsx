import { redirect } from "react-router";
import type { Route } from "./+types/reset-password";
import { authContext, requireViewer, signInFirst } from "~/.server/auth/session";
import { containerContext } from "~/.server/http/context";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { choosePassword } from "~/.server/use-cases/reset-password";
import { ResetPasswordScreen } from "~/components/account/reset-password-screen";
import { resetPasswordForm } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: "Choose a new password · Easel" },
  { name: "description", content: "Choose a new password for your account." },
];

export const headers = pageHeaders;

/** Reached from the link in a mail, which signs in first. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages } = context.get(containerContext);
  return { account: (await respond(() => pages.account(viewer))) ?? signInFirst(url) };
}

export async function action({ request, context, url }: Route.ActionArgs) {
  const viewer = await requireViewer(context, url);
  const { refuseWeakPassword } = context.get(containerContext);
  return await formAction(request, resetPasswordForm, async ({ password }) => {
    const deps = { auth: context.get(authContext), refuseWeakPassword };
    await choosePassword(deps, viewer, password);
    return redirect("/account?changed=password");
  });
}

export default function ResetPassword({ actionData }: Route.ComponentProps) {
  return <ResetPasswordScreen values={{}} errors={{}} {...actionData} next="/account" />;
}

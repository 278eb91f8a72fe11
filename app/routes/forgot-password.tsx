import type { Route } from "./+types/forgot-password";
import { authContext } from "~/.server/auth/session";
import { deviceOf } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { requestPasswordReset } from "~/.server/use-cases/reset-password";
import { ForgotPasswordScreen } from "~/components/account/forgot-password-screen";
import { MailScreen } from "~/components/account/mail-screen";
import { forgotPasswordForm } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: "Forgot your password · Easel" },
  { name: "description", content: "Get a link to choose a new password." },
];

export const headers = pageHeaders;

export async function action({ request, context }: Route.ActionArgs) {
  return await formAction(request, forgotPasswordForm, async ({ email }) => {
    const { accounts, mailbox, log } = context.get(containerContext);
    const deps = { auth: context.get(authContext), accounts, log };
    await requestPasswordReset(deps, email, deviceOf(request, context));
    return { sentTo: email, keptHere: mailbox !== null };
  });
}

export default function ForgotPassword({ actionData }: Route.ComponentProps) {
  if (actionData && "sentTo" in actionData) {
    return (
      <MailScreen
        words={`If there is an account for ${actionData.sentTo}, a mail with a link is on its way there. The link works once, for one hour. If nothing comes, look among unwanted mail, or try again in an hour.`}
        sent={actionData}
        link={{ to: "/login", label: "Back to sign in" }}
      />
    );
  }
  return <ForgotPasswordScreen values={{}} errors={{}} {...actionData} next="/" />;
}

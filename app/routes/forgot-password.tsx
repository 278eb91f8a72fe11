import type { Route } from "./+types/forgot-password";
import { authContext } from "~/.server/http/session";
import { deviceOf } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { requestPasswordReset } from "~/.server/use-cases/request-password-reset";
import { ForgotPasswordScreen } from "~/components/account/forgot-password-screen";
import { MailScreen } from "~/components/account/mail-screen";
import { forgotPassword as words } from "~/components/account/words";
import { forgotPasswordForm } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
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
        words={words.sent(actionData.sentTo)}
        sent={actionData}
        link={{ to: "/login", label: words.back }}
      />
    );
  }
  return <ForgotPasswordScreen refusal={actionData} next="/" />;
}

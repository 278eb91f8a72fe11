import { redirect } from "react-router";
import type { Route } from "./+types/signup";
import { AppError } from "~/.server/errors";
import { authContext, findViewer } from "~/.server/http/session";
import { safeNext } from "~/.server/http/safe-next";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { keepDeviceIds } from "~/.server/http/device-cookie";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { errorWords, respond } from "~/.server/http/respond";
import { signUp } from "~/.server/use-cases/sign-up";
import { MailScreen } from "~/components/account/mail-screen";
import { SignUpScreen } from "~/components/account/sign-up-screen";
import { mail, signUp as words } from "~/components/account/words";
import { signUpForm } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const next = safeNext(url.searchParams.get("next"));
  const viewer = await findViewer(context);
  const { pages } = context.get(containerContext);
  if (viewer && (await respond(() => pages.account(viewer)))) throw redirect(next);
  const { signUpsOpen } = await respond(() => pages.settings());
  return { next, closed: signUpsOpen ? null : errorWords(new AppError("sign_ups_closed")) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const container = context.get(containerContext);
  const { mailbox } = container;
  return await formAction(request, signUpForm, async ({ next, ...input }, refuseFields) => {
    const { requiresConfirmation } = container.auth;
    const deps = { ...container, auth: context.get(authContext), requiresConfirmation };
    const outcome = await signUp(deps, input, deviceOf(request, context));
    if (outcome === "confirm_email") return { sentTo: input.email, keptHere: mailbox !== null };
    if (outcome === "taken") return refuseFields({ email: [words.taken] }, 409);
    const headers = keepDeviceIds(outcome.ids, isHttps(context));
    return redirect(safeNext(next), { headers });
  });
}

export default function Signup({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData && "sentTo" in actionData) {
    return (
      <MailScreen
        words={mail.signUp(actionData.sentTo)}
        sent={actionData}
        link={{ to: "/login", label: words.signIn }}
      />
    );
  }
  return <SignUpScreen refusal={actionData} {...loaderData} />;
}

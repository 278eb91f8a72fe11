import { redirect } from "react-router";
import type { Route } from "./+types/signup";
import { authContext, viewerIfKnown } from "~/.server/auth/session";
import { safeNext } from "~/.server/auth/safe-next";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { keepDeviceIds } from "~/.server/http/device-cookie";
import { formAction, refuse } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { signUp } from "~/.server/use-cases/sign-up";
import { MailScreen } from "~/components/account/mail-screen";
import { signUpWords } from "~/components/account/mail-words";
import { SignUpScreen } from "~/components/account/sign-up-screen";
import { signUpForm } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: "Make an account · Easel" },
  { name: "description", content: "Make an account and get your first credits." },
];

export const headers = pageHeaders;

const takenWords = "No new account can be made with this address. If it is yours, sign in instead.";

export async function loader({ context, url }: Route.LoaderArgs) {
  const next = safeNext(url.searchParams.get("next"));
  const viewer = await viewerIfKnown(context);
  const { pages } = context.get(containerContext);
  if (viewer && (await respond(() => pages.account(viewer)))) throw redirect(next);
  return { next };
}

export async function action({ request, context }: Route.ActionArgs) {
  const container = context.get(containerContext);
  const { mailbox } = container;
  return await formAction(request, signUpForm, async ({ next, ...input }) => {
    const { confirmsAddresses } = container.auth;
    const deps = { ...container, auth: context.get(authContext), confirmsAddresses };
    const outcome = await signUp(deps, input, deviceOf(request, context));
    if (outcome === "confirm_email") return { sentTo: input.email, keptHere: mailbox !== null };
    if (outcome !== "taken") {
      const headers = keepDeviceIds(outcome.ids, isHttps(context));
      return redirect(safeNext(next), { headers });
    }
    const values = { name: input.name, email: input.email, next };
    return refuse({ values, errors: { email: [takenWords] } }, 409, {});
  });
}

export default function Signup({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData && "sentTo" in actionData) {
    return (
      <MailScreen
        words={signUpWords(actionData)}
        sent={actionData}
        link={{ to: "/login", label: "Sign in" }}
      />
    );
  }
  return (
    <SignUpScreen
      values={{}}
      errors={{}}
      {...actionData}
      next={actionData?.values.next ?? loaderData.next}
    />
  );
}

import { redirect } from "react-router";
import type { Route } from "./+types/login";
import { authContext, findViewer, orAskForCode } from "~/.server/http/session";
import { safeNext } from "~/.server/http/safe-next";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { keepDeviceIds } from "~/.server/http/device-cookie";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { signIn } from "~/.server/use-cases/sign-in";
import { SignInScreen } from "~/components/account/sign-in-screen";
import { signIn as words } from "~/components/account/words";
import { signInForm } from "~/domain/forms";

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
  return { next, passwordChanged: url.searchParams.get("changed") === "password" };
}

export async function action({ request, context }: Route.ActionArgs) {
  return await formAction(request, signInForm, async ({ next, ...credentials }) => {
    const { signInGuard, notices } = context.get(containerContext);
    const deps = { auth: context.get(authContext), signInGuard, notices };
    const { ids } = await orAskForCode(safeNext(next), () =>
      signIn(deps, credentials, deviceOf(request, context)),
    );
    return redirect(safeNext(next), { headers: keepDeviceIds(ids, isHttps(context)) });
  });
}

export default function Login({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <SignInScreen
      refusal={actionData}
      notice={loaderData.passwordChanged ? words.passwordChanged : undefined}
      next={loaderData.next}
    />
  );
}

import { redirect } from "react-router";
import type { Route } from "./+types/login-code";
import { AppError } from "~/.server/errors";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { keepDeviceIds } from "~/.server/http/device-cookie";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { safeNext } from "~/.server/http/safe-next";
import { authContext } from "~/.server/http/session";
import { enterCode } from "~/.server/use-cases/enter-code";
import { CodeScreen } from "~/components/account/code-screen";
import { withNext } from "~/components/account/with-next";
import { code as words } from "~/components/account/code-words";
import { codeForm } from "~/domain/account-forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "robots", content: "noindex" },
];

export const headers = pageHeaders;

/** Everyone who owes no code is led to the sign-in, and from there on where they are signed in already. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const next = safeNext(url.searchParams.get("next"));
  const half = await respond(() => context.get(authContext).halfViewer());
  return half ? { next } : redirect(withNext("/login", next));
}

export async function action({ request, context }: Route.ActionArgs) {
  return await formAction(request, codeForm, async ({ code, next }) => {
    const to = safeNext(next);
    const deps = { ...context.get(containerContext), auth: context.get(authContext) };
    try {
      const { ids } = await enterCode(deps, code, deviceOf(request, context));
      return redirect(to, { headers: keepDeviceIds(ids, isHttps(context)) });
    } catch (error) {
      if (error instanceof AppError && error.code === "signed_out")
        return redirect(withNext("/login", to));
      throw error;
    }
  });
}

export default function LoginCode({ loaderData, actionData }: Route.ComponentProps) {
  return <CodeScreen refusal={actionData} next={loaderData.next} />;
}

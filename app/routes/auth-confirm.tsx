import { redirect } from "react-router";
import type { Route } from "./+types/auth-confirm";
import { authContext } from "~/.server/http/session";
import { safeNext } from "~/.server/http/safe-next";
import { AppError } from "~/.server/errors";
import { deviceOf, isHttps } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { keepDeviceIds } from "~/.server/http/device-cookie";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { confirmLink } from "~/.server/use-cases/confirm-link";
import { ConfirmScreen } from "~/components/account/confirm-screen";
import { confirm as words } from "~/components/account/words";
import { confirmForm } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
  { name: "robots", content: "noindex" },
];

export const headers = pageHeaders;

/** Opening the link changes nothing, since mail programs open links too; the button on the page does. */
export async function loader({ url }: Route.LoaderArgs) {
  return await respond(async () => {
    const link = confirmForm.safeParse(Object.fromEntries(url.searchParams));
    if (!link.success) throw new AppError("bad_link");
    return {
      tokenHash: link.data.token_hash,
      type: link.data.type,
      next: safeNext(link.data.next),
    };
  });
}

export async function action({ request, context }: Route.ActionArgs) {
  return await formAction(request, confirmForm, async ({ token_hash: tokenHash, type, next }) => {
    const { accounts, signInGuard } = context.get(containerContext);
    const deps = { auth: context.get(authContext), accounts, signInGuard };
    const { ids } = await confirmLink(deps, { tokenHash, type }, deviceOf(request, context));
    const headers = keepDeviceIds(ids, isHttps(context));
    const after = new URLSearchParams({ next: type === "recovery" ? "/account" : safeNext(next) });
    return redirect(`/reset-password?${after}`, { headers });
  });
}

export default function AuthConfirm({ loaderData, actionData }: Route.ComponentProps) {
  const purpose = loaderData.type === "recovery" ? "recovery" : "email";
  return <ConfirmScreen {...loaderData} purpose={purpose} problem={actionData?.problem} />;
}

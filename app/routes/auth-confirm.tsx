import { redirect } from "react-router";
import type { Route } from "./+types/auth-confirm";
import { authContext, orAskForCode } from "~/.server/http/session";
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
import { MessageScreen } from "~/components/account/message-screen";
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
    const deps = { ...context.get(containerContext), auth: context.get(authContext) };
    const to = wayOnFrom(type, safeNext(next));
    const place = await orAskForCode(to, () =>
      confirmLink(deps, { tokenHash, type }, deviceOf(request, context)),
    );
    if (place === "half_confirmed") return { isHalf: true as const };
    const headers = keepDeviceIds(place.ids, isHttps(context));
    return redirect(to, { status: type === "email_change" ? 303 : 302, headers });
  });
}

function wayOnFrom(type: "signup" | "recovery" | "email_change", next: string): string {
  if (type === "email_change") return "/account/security?changed=email";
  const after = type === "recovery" ? "/account/security" : next;
  return `/reset-password?${new URLSearchParams({ next: after })}`;
}

const purposes = { signup: "email", recovery: "recovery", email_change: "change" } as const;

export default function AuthConfirm({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData && "isHalf" in actionData)
    return <MessageScreen title={words.half.title} words={words.half.words} />;
  const purpose = purposes[loaderData.type];
  return <ConfirmScreen {...loaderData} purpose={purpose} problem={actionData?.problem} />;
}

import type { Route } from "./+types/dev-mail";
import { AppError } from "~/.server/errors";
import { containerContext, requestContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { MailboxScreen } from "~/components/account/mailbox-screen";
import { mailbox as words } from "~/components/account/words";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

/** Mails that were not sent. In development and on this machine only: they hold sign-in links. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { mailbox, env } = context.get(containerContext);
  return await respond(async () => {
    const isAllowed = env.mode === "development" && context.get(requestContext).isLoopback;
    if (!mailbox || !isAllowed) throw new AppError("not_found");
    const id = url.searchParams.get("id");
    const mail = id ? await mailbox.read(id) : null;
    if (id && !mail) throw new AppError("not_found");
    const open = mail ? { ...mail, links: mail.link ? [mail.link] : [] } : undefined;
    return { mails: await mailbox.list(), mail: open, nowIso: new Date().toISOString() };
  });
}

export default function DevMail({ loaderData }: Route.ComponentProps) {
  return <MailboxScreen {...loaderData} />;
}

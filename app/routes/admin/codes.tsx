import type { Route } from "./+types/codes";
import { doneIn, redirectDone } from "./done.server";
import { adminAction, requireAdmin } from "~/.server/http/admin-session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { CodesScreen } from "~/components/admin/codes-screen";
import { codes as words } from "~/components/admin/people-words";
import { codesForm } from "~/domain/admin/people-forms";
import { pageIn } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

const pageSize = 25;

export async function loader(args: Route.LoaderArgs) {
  const { session } = await requireAdmin(args);
  const page = pageIn(args.url);
  const { giftCodes, newId, env } = args.context.get(containerContext);
  const found = await respond(() => giftCodes.list(session, page, pageSize));
  const withdrawId = args.url.searchParams.get("withdraw");
  const { handCaps } = env;
  const newBatchId = newId();
  return { ...found, page, withdrawId, newBatchId, handCaps, doneWords: doneIn(args.url) };
}

/** Makes a batch of codes, or withdraws one. Errors: those of `GiftCodes`. */
export async function action(args: Route.ActionArgs) {
  return await adminAction(args, codesForm, async (form, { session }) => {
    const { giftCodes } = args.context.get(containerContext);
    if (form.intent === "withdraw") await giftCodes.withdraw(session, form.batchId, form.reason);
    else {
      const { batchId: id, label, credits, count: codeCount, uses: maxUses, expires } = form;
      const batch = { id, label, credits, codeCount, maxUses, expiresAt: expires };
      const isConfirmed = form.confirmed === credits * codeCount * maxUses;
      await giftCodes.make(session, batch, form.reason, isConfirmed);
    }
    return redirectDone(args.url, form.intent);
  });
}

export default function Codes({ loaderData, actionData }: Route.ComponentProps) {
  return <CodesScreen {...loaderData} pageSize={pageSize} refusal={actionData} />;
}

import { redirect } from "react-router";
import type { Route } from "./+types/credits";
import { accountAction } from "~/.server/http/account-action";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { redeemCode } from "~/.server/use-cases/redeem-code";
import { CreditsScreen } from "~/components/account/credits-screen";
import { credits as words } from "~/components/account/words";
import { useAnswer } from "~/components/layout/use-answer";
import { pageIn } from "~/domain/forms";
import { giftCodeForm } from "~/domain/gift-codes";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

const pageSize = 50;

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const page = pageIn(url);
  const { ledger } = context.get(containerContext);
  const found = await respond(() => ledger.page(viewer, page, pageSize));
  const account = found.account ?? redirectToSignIn(url);
  const added = Number(url.searchParams.get("added"));
  // An address can say anything; the ledger says what came.
  const gift = found.entries.find(({ reason, delta }) => reason === "gift_code" && delta === added);
  const addedCredits = gift?.delta ?? null;
  return { ...found, account, page, addedCredits, nowIso: new Date().toISOString() };
}

/** Adds what a gift code is worth. Errors: those of `redeemCode`. */
export async function action({ request, context, url }: Route.ActionArgs) {
  return await accountAction({ request, context, url }, giftCodeForm, async ({ code }, viewer) => {
    const added = await redeemCode(context.get(containerContext), viewer, code);
    return redirect(`/account/credits?added=${added}`, 303);
  });
}

export default function Credits({ loaderData, actionData }: Route.ComponentProps) {
  return <CreditsScreen {...loaderData} pageSize={pageSize} refusal={useAnswer(actionData)} />;
}

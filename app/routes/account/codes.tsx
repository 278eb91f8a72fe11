import { redirect } from "react-router";
import type { Route } from "./+types/codes";
import { answerAccountForm } from "~/.server/http/account-action";
import { deviceOf } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { readForm } from "~/.server/http/parse-form";
import { respond } from "~/.server/http/respond";
import {
  authContext,
  redirectToSignIn,
  requireViewer,
  respondOrSignIn,
} from "~/.server/http/session";
import { proveOwner } from "~/.server/use-cases/prove-owner";
import { makeSecondFactor, turnOnSecondFactor } from "~/.server/use-cases/turn-on-second-factor";
import { CodesScreen } from "~/components/account/codes-screen";
import { codes as words } from "~/components/account/code-words";
import { useAnswer } from "~/components/layout/use-answer";
import { ownerForm, secondFactorForm } from "~/domain/account-forms";

export const meta: Route.MetaFunction = () => [
  { title: `${words.title} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

/** There only while codes can be turned on. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages, sessions, secondFactors } = context.get(containerContext);
  const [account, { needs }, { isOffered, since }] = await respondOrSignIn(url, () =>
    Promise.all([pages.account(viewer), sessions.ownerProof(viewer), secondFactors.read(viewer)]),
  );
  if (!isOffered || since !== null) throw redirect("/account/security");
  return { account: account ?? redirectToSignIn(url), needs };
}

/** Makes a key and shows it, this once; then takes its first code. */
export async function action(args: Route.ActionArgs) {
  const { request, context } = args;
  const form = await respond(() => readForm(request));
  const container = context.get(containerContext);
  const deps = { ...container, auth: context.get(authContext) };
  const device = deviceOf(request, context);
  if (form.get("intent") === "confirm")
    return await answerAccountForm(args, form, secondFactorForm, async (shown, viewer) => {
      await turnOnSecondFactor(deps, viewer, shown, device);
      return redirect("/account/security?changed=codes-on", 303);
    });
  return await answerAccountForm(args, form, ownerForm, async (asked, viewer) => {
    await proveOwner(deps, viewer, asked.currentPassword, device);
    const { factorId, uri } = await makeSecondFactor(deps, viewer);
    const key = new URL(uri).searchParams.get("secret") ?? "";
    return { made: { factorId, key, qr: container.drawQrCode(uri) } };
  });
}

export default function Codes({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  const made = answer && "made" in answer ? answer.made : null;
  const refusal = answer && "result" in answer ? answer : undefined;
  return (
    <CodesScreen
      email={loaderData.account.email}
      needs={loaderData.needs}
      made={made}
      refusal={refusal}
    />
  );
}

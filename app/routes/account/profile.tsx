import { redirect, useRouteLoaderData } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/profile";
import { AppError } from "~/.server/errors";
import { answerAccountForm, type ActionArgs } from "~/.server/http/account-action";
import { deviceOf } from "~/.server/http/caller";
import {
  currentViewer,
  requireViewer,
  redirectToSignIn,
  respondOrSignIn,
} from "~/.server/http/session";
import { containerContext } from "~/.server/http/context";
import { readFileForm } from "~/.server/http/file-form";
import type { FileForm } from "~/.server/http/form-parts";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { keepPortrait } from "~/.server/use-cases/keep-upload";
import { openUploadPass } from "~/.server/use-cases/open-upload-pass";
import { ProfileScreen } from "~/components/account/profile-screen";
import { profile } from "~/components/account/profile-words";
import { account as words } from "~/components/account/words";
import { useAnswer } from "~/components/layout/use-answer";
import { avatarForm, goingMailForm, nameForm } from "~/domain/forms";
import { avatarField, maxUploadBytes } from "~/domain/uploads";
import type { loader as rootLoader } from "~/root";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

const saved = z.enum(["name", "picture", "removed"]).nullable().catch(null);

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages, goingMails } = context.get(containerContext);
  const [{ account, suspensionMessage }, isMailWanted] = await respondOrSignIn(url, () =>
    Promise.all([pages.accountPage(viewer), goingMails?.isWanted(viewer) ?? null]),
  );
  return {
    account: account ?? redirectToSignIn(url),
    suspensionMessage,
    isMailWanted,
    saved: saved.parse(url.searchParams.get("saved")),
  };
}

/**
 * Changes the name or the picture, or turns the mail before files go on or off. Errors: those of `keepPortrait`;
 * not_found, where no mail can be sent.
 */
export async function action(args: Route.ActionArgs) {
  const { request, context } = args;
  const { address } = deviceOf(request, context);
  const viewer = await respond(() => currentViewer(context));
  const pass = openUploadPass(context.get(containerContext), { viewer, address });
  const given = { fields: [avatarField], maxBytes: maxUploadBytes, admission: pass };
  try {
    const sent = await respond(() => readFileForm(request, given));
    return await answer(args, sent).finally(sent.close);
  } finally {
    pass.end();
  }
}

async function answer(args: ActionArgs, sent: FileForm) {
  if (sent.form.has("goingMail")) return await chooseMail(args, sent);
  return await (sent.form.has("avatar") ? choosePicture(args, sent) : chooseName(args, sent));
}

function chooseMail(args: ActionArgs, { form }: FileForm) {
  const { goingMails } = args.context.get(containerContext);
  return answerAccountForm(args, form, goingMailForm, async ({ goingMail }, viewer) => {
    if (!goingMails) throw new AppError("not_found");
    await goingMails.choose(viewer, goingMail === "on");
    return redirect(args.url.pathname, 303);
  });
}

function choosePicture(args: ActionArgs, { form, files, refused }: FileForm) {
  const container = args.context.get(containerContext);
  return answerAccountForm(args, form, avatarForm, async ({ avatar }, viewer, refuseFields) => {
    const file = files.get(avatarField);
    if (avatar === "save") {
      if (refused) throw refused;
      if (!file) return refuseFields({ [avatarField]: [profile.noPicture] }, 400);
      await keepPortrait(container, viewer, { file, field: avatarField });
    } else await container.profiles.choosePicture(viewer, null);
    return redirect(`/account?saved=${avatar === "save" ? "picture" : "removed"}`, 303);
  });
}

function chooseName(args: ActionArgs, { form }: FileForm) {
  const { profiles } = args.context.get(containerContext);
  return answerAccountForm(args, form, nameForm, async ({ name }, viewer) => {
    await profiles.chooseName(viewer, name);
    return redirect("/account?saved=name", 303);
  });
}

export default function Profile({ loaderData, actionData }: Route.ComponentProps) {
  const root = useRouteLoaderData<typeof rootLoader>("root");
  return (
    <ProfileScreen
      {...loaderData}
      refusal={useAnswer(actionData)}
      theme={root?.theme ?? "system"}
    />
  );
}

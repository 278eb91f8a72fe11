import { randomBytes } from "node:crypto";
import { data, redirect, type RouterContextProvider } from "react-router";
import { z } from "zod";
import { chosenFields, studioIntent, studioForm } from "~/domain/forms";
import { studioPaths, type GenerationKind } from "~/domain/generation";
import { currentViewer, findViewer } from "~/.server/http/session";
import { AppError } from "~/.server/errors";
import { saveDraft } from "~/.server/use-cases/save-draft";
import { readStudioPage, restartStudioForm } from "~/.server/use-cases/read-studio-page";
import type { UploadPass } from "~/.server/use-cases/open-upload-pass";
import { refuseUnknownPrompt, startGeneration } from "~/.server/use-cases/start-generation";
import { checkFormAccount } from "~/.server/http/account-action";
import { deviceOf, isHttps, isScripted } from "~/.server/http/caller";
import { containerContext, requestContext } from "~/.server/http/context";
import { answerForm, refuse, textsOf } from "~/.server/http/form-action";
import type { FileForm } from "~/.server/http/form-parts";
import { respond } from "~/.server/http/respond";
import { forgetVisitor, readVisitor } from "~/.server/http/visitor-cookie";
import { showGenerations } from "./generation-card.server";
import { showAllMedia } from "./media-tile.server";
import {
  filesOf,
  nameKept,
  openKeeper,
  readStudioForm,
  uploadPassOf,
} from "./studio-upload.server";

type Context = Readonly<RouterContextProvider>;
type Fields = Readonly<Record<string, string>>;

/**
 * What one tab of the studio shows: for the loader of its route. What a visitor gave is the person's who has signed in
 * since. Throws error responses.
 */
export async function loadStudio(kind: GenerationKind, context: Context, request: Request) {
  const url = new URL(request.url);
  const container = context.get(containerContext);
  const viewer = await findViewer(context);
  return await respond(async () => {
    const visitorHash = readVisitor(request, isHttps(context));
    const isClaiming = viewer !== null && visitorHash !== null;
    if (isClaiming) await container.uploads.claim(viewer, visitorHash);
    const page = await readStudioPage(container, viewer, kind, url.searchParams, visitorHash);
    const shown = {
      ...page,
      kind,
      forOperator: container.env.mode === "development",
      generations: await showGenerations(container, page.generations),
      sources: await showAllMedia(container, page.sources),
      uploads: await showAllMedia(container, page.uploads),
      isChoosingModel: url.searchParams.has("choose"),
      nowIso: new Date().toISOString(),
    };
    if (!isClaiming) return data(shown);
    return data(shown, { headers: { "set-cookie": forgetVisitor(isHttps(context)) } });
  });
}

/**
 * Starts what the form of one tab asks for, and leads to it; visitors sign in first and find their words again. A
 * button with an intent only changes a field, or has the prompt read. A file that comes along is kept first, and what
 * it is made from, so that no later refusal loses it; from who may give none now it is not read. What is refused comes
 * back with `start`, the form as it was sent, and `reading`, what its model will make of the prompt.
 */
export async function runStudio(kind: GenerationKind, context: Context, request: Request) {
  const pass = uploadPassOf(context, request);
  try {
    const sent = await respond(() => readStudioForm(request, pass));
    return await runForm(kind, context, request, { sent, pass }).finally(sent.close);
  } finally {
    pass.end();
  }
}

async function runForm(
  kind: GenerationKind,
  context: Context,
  request: Request,
  { sent, pass }: { sent: FileForm; pass: UploadPass },
) {
  const { form } = sent;
  let cookie: string | null = null;
  const refusal = await answerForm(request, form, anyForm, async () => {
    const come = filesOf(context, sent, pass);
    if (come.length > 0) {
      const keeper = await openKeeper(context, request, form);
      // Before any is kept: what is kept stays the visitor's where a later one is refused.
      cookie = keeper.cookie;
      for (const each of come) nameKept(form, each, await keeper.keep(each));
    }
    if (sent.refused) throw sent.refused;
    return null;
  });
  const answer = refusal
    ? restart(kind, context, refusal)
    : await answerStudio(kind, context, request, form);
  if (cookie) addCookie(answer, cookie);
  return answer;
}

const anyForm = z.object({});

async function answerStudio(
  kind: GenerationKind,
  context: Context,
  request: Request,
  form: FormData,
) {
  const answer = form.has("intent")
    ? await changeField(kind, context, request, form)
    : await make(kind, context, request, form);
  return answer instanceof Response ? answer : restart(kind, context, answer);
}

type Answer = Awaited<ReturnType<typeof make> | ReturnType<typeof changeField>>;

/** A refusal with the form as it was sent; every other answer as it is. */
function restart(
  kind: GenerationKind,
  context: Context,
  { data: reply, init }: Exclude<Answer, Response>,
) {
  if (!("result" in reply)) return data(reply, init ?? undefined);
  const { initialValue, ...result } = reply.result;
  const sent = textsOf(Object.entries(initialValue ?? {}));
  const restarted = restartStudioForm(context.get(containerContext).models, kind, sent);
  return data({ ...reply, result, ...restarted }, init ?? undefined);
}

function addCookie(answer: Response | { init: ResponseInit | null }, cookie: string): void {
  const headers = answer instanceof Response ? answer.headers : new Headers(answer.init?.headers);
  headers.append("set-cookie", cookie);
  if (!(answer instanceof Response)) answer.init = { ...answer.init, headers };
}

async function make(kind: GenerationKind, context: Context, request: Request, sent: FormData) {
  const container = context.get(containerContext);
  return await answerForm(request, sent, studioForm, async (form) => {
    try {
      const viewer = checkFormAccount(sent, await currentViewer(context));
      if (!viewer) {
        refuseUnknownPrompt(container.models, form);
        throw new AppError("signed_out");
      }
      const { generationId } = await startGeneration(container, viewer, form);
      context.get(requestContext).log.info({ generationId }, "generation asked for");
      return isScripted(request)
        ? data({ startedId: generationId })
        : redirect(`/generations/${generationId}`);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "signed_out") throw error;
      const next = await draftPath(kind, typedIn(sent), context, request);
      return isScripted(request)
        ? data({ signInFor: next })
        : redirect(`/login?${new URLSearchParams({ next })}`);
    }
  });
}

/**
 * The page again with one field changed, or none, and the rest as it was typed, for browsers without JavaScript: by way
 * of a draft, so that its address can be loaded again. What cannot be kept as one comes back in the answer itself.
 */
async function changeField(
  kind: GenerationKind,
  context: Context,
  request: Request,
  form: FormData,
) {
  return await answerForm(request, form, studioIntent, async ({ intent }) => {
    const { choose, ...change } = intent;
    const fields = { ...typedIn(form), ...change };
    try {
      const path = await draftPath(kind, fields, context, request);
      return redirect(choose ? `${path}&choose=${choose}` : path, 303);
    } catch (error) {
      const isUnkept =
        error instanceof AppError && ["too_large", "rate_limited"].includes(error.code);
      if (!isUnkept) throw error;
      return refuse({ result: { initialValue: fields } }, 200, {});
    }
  });
}

/** What was typed and chosen, checked or not, with whose it is. */
export function typedIn(form: FormData): Fields {
  // Empty for a visitor's words, which are those of whoever signs in next.
  const account = String(form.get("account") ?? "");
  return { ...Object.fromEntries(chosenFields(textsOf(form))), account };
}

/** Keeps what was typed. Resolves to the address of the page with it: the model can be seen there, the words cannot. */
export async function draftPath(
  kind: GenerationKind,
  fields: Fields,
  context: Context,
  request: Request,
) {
  const token = randomBytes(16).toString("base64url");
  const { address } = deviceOf(request, context);
  await saveDraft(context.get(containerContext), { token, fields, address });
  const query = new URLSearchParams({ draft: token });
  if (fields["model"]) query.set("model", fields["model"]);
  return `${studioPaths[kind]}?${query}`;
}

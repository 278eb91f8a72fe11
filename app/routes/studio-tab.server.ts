import { randomBytes } from "node:crypto";
import { data, redirect, type RouterContextProvider } from "react-router";
import { chosenIn, studioForm, type StudioForm } from "~/domain/forms";
import { studioPaths, type GenerationKind } from "~/domain/generation";
import { currentViewer, viewerIfKnown } from "~/.server/auth/session";
import { AppError } from "~/.server/errors";
import { keepDraft } from "~/.server/use-cases/keep-draft";
import { readStudioPage, restartStudioForm } from "~/.server/use-cases/read-studio-page";
import { startGeneration } from "~/.server/use-cases/start-generation";
import { deviceOf, isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { formAction } from "~/.server/http/form-action";
import { respond } from "~/.server/http/respond";
import { showGeneration, showMedia } from "~/.server/http/show";

type Context = Readonly<RouterContextProvider>;

/** What one tab of the studio shows: for the loader of its route. Throws error responses. */
export async function loadStudio(kind: GenerationKind, context: Context, url: URL) {
  const container = context.get(containerContext);
  const viewer = await viewerIfKnown(context);
  return await respond(async () => {
    const { signupCredits, ...page } = await readStudioPage(
      container,
      viewer,
      kind,
      url.searchParams,
    );
    return {
      ...page,
      kind,
      generations: page.generations.map((each) => showGeneration(each, container.models)),
      sources: page.sources.map(showMedia),
      isChoosingModel: url.searchParams.has("choose"),
      signUpCredits: viewer ? undefined : (signupCredits ?? container.env.signupCredits),
      nowIso: new Date().toISOString(),
    };
  });
}

/**
 * Starts what the form of one tab asks for, and leads to it; visitors sign in first and find their words again. What is
 * refused comes back with `start`, the form as it was sent.
 */
export async function runStudio(kind: GenerationKind, context: Context, request: Request) {
  const container = context.get(containerContext);
  const answer = await formAction(request, studioForm, async (form) => {
    try {
      const viewer = await currentViewer(context);
      if (!viewer) throw new AppError("signed_out");
      const settings = await container.pages.settings();
      const { generationId } = await startGeneration(container, viewer, form, settings);
      return isScripted(request)
        ? data({ startedId: generationId })
        : redirect(`/generations/${generationId}`);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "signed_out") throw error;
      return await signInWithDraft(kind, form, context, request);
    }
  });
  if (answer instanceof Response) return answer;
  const { data: said, init } = answer;
  if (!("values" in said)) return data(said, init ?? undefined);
  const start = restartStudioForm(container.models, kind, said.values);
  return data({ ...said, start }, init ?? undefined);
}

/** Keeps what was typed and comes back to it after signing in. */
async function signInWithDraft(
  kind: GenerationKind,
  form: StudioForm,
  context: Context,
  request: Request,
) {
  const token = randomBytes(16).toString("base64url");
  const fields = Object.fromEntries(chosenIn(form).map(([name, value]) => [name, `${value}`]));
  const { address } = deviceOf(request, context);
  await keepDraft(context.get(containerContext), { token, fields, address });
  const next = `${studioPaths[kind]}?draft=${token}`;
  return redirect(`/login?${new URLSearchParams({ next })}`);
}

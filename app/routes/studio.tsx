import { randomBytes } from "node:crypto";
import { data, redirect, type ShouldRevalidateFunctionArgs } from "react-router";
import type { Route } from "./+types/studio";
import { currentViewer, viewerIfKnown } from "~/.server/auth/session";
import { AppError } from "~/.server/errors";
import { deviceOf, isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { showGeneration } from "~/.server/http/show";
import { readStudioPage } from "~/.server/use-cases/read-studio-page";
import { keepDraft } from "~/.server/use-cases/keep-draft";
import { startGeneration } from "~/.server/use-cases/start-generation";
import { useLiveUpdates } from "~/components/layout/use-live-updates";
import { examples } from "~/components/studio/examples";
import { StudioScreen } from "~/components/studio/studio-screen";
import { studioForm } from "~/domain/forms";
import { isTerminal } from "~/domain/generation";
import { shapes } from "~/domain/shapes";
import { startStudioForm } from "~/domain/studio-start";

export const meta: Route.MetaFunction = () => [
  { title: "Make pictures · Easel" },
  { name: "description", content: "Describe a picture in everyday words and watch it being made." },
];

const examplePictures = examples.map(({ name, prompt, shape }) => {
  const { width, height } = shapes[shape];
  return { src: `/examples/${name}.webp`, width, height, prompt, placeholder: null };
});

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const container = context.get(containerContext);
  const viewer = await viewerIfKnown(context);
  return await respond(async () => {
    const page = await readStudioPage(container, viewer, "image", url.searchParams);
    const generations = page.generations.map(showGeneration);
    const signUpCredits = viewer ? undefined : container.env.signupCredits;
    const shown = generations.length === 0 ? examplePictures : [];
    return {
      ...page,
      generations,
      signUpCredits,
      examples: shown,
      nowIso: new Date().toISOString(),
    };
  });
}

/** A refusal that speaks of changed facts (another price, a key that is used up) brings the facts along. */
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate;
}

export async function action({ request, context }: Route.ActionArgs) {
  const container = context.get(containerContext);
  return await formAction(request, studioForm, async (form) => {
    const viewer = await currentViewer(context);
    if (!viewer) return await signInWithDraft();
    try {
      const settings = await container.pages.settings();
      const { generationId } = await startGeneration(container, viewer, form, settings);
      return isScripted(request)
        ? data({ startedId: generationId })
        : redirect(`/generations/${generationId}`);
    } catch (error) {
      if (error instanceof AppError && error.code === "signed_out") return await signInWithDraft();
      throw error;
    }

    /** Keeps what was typed and comes back to it after signing in. */
    async function signInWithDraft() {
      const token = randomBytes(16).toString("base64url");
      const { model, prompt, negativePrompt, shape, count, seed } = form;
      const fields = {
        model,
        prompt,
        negativePrompt,
        shape,
        count: `${count}`,
        seed: `${seed ?? ""}`,
      };
      await keepDraft(container, { token, fields, address: deviceOf(request, context).address });
      return redirect(`/login?${new URLSearchParams({ next: `/?draft=${token}` })}`);
    }
  });
}

export default function Studio({ loaderData, actionData }: Route.ComponentProps) {
  const { models, start, idempotencyKey, generations } = loaderData;
  const refusal = actionData && "values" in actionData ? actionData : null;
  useLiveUpdates(generations.some(({ status }) => !isTerminal(status)));
  const modelIds = models.map(({ id }) => id);
  const typed = refusal ? startStudioForm(modelIds, refusal.values) : start;
  const selectedModel = models.find(({ id }) => id === typed.model);
  if (!selectedModel) return null;
  return (
    <StudioScreen
      {...loaderData}
      form={{ ...typed, idempotencyKey, errors: refusal?.errors ?? {} }}
      selectedModel={selectedModel}
      problem={refusal?.problem}
    />
  );
}

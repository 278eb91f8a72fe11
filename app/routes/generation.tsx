import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/generation";
import { accountAction } from "~/.server/http/account-action";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { AppError } from "~/.server/errors";
import { isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { refreshSecondsFor, showGeneration } from "./generation-card.server";
import { GenerationScreen } from "~/components/generation/generation-screen";
import { useNews } from "~/components/generation/use-news";
import { generationPage as words, standingTitle } from "~/components/generation/words";
import { useAnswer } from "~/components/layout/use-answer";
import { useLiveUpdates } from "~/components/layout/use-live-updates";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  {
    title: [loaderData && standingTitle(loaderData.generation), words.title, "Easel"]
      .filter(Boolean)
      .join(" · "),
  },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  return await respond(async () => {
    const { account, generation } = await container.pages.generation(viewer, params.generationId);
    if (!account) redirectToSignIn(url);
    if (!generation) throw new AppError("not_found");
    return {
      account,
      generation: await showGeneration(container, generation),
      model: container.models.find(generation.model),
      refreshSeconds: refreshSecondsFor([generation]),
      nowIso: new Date().toISOString(),
    };
  });
}

const intentForm = z.object({ intent: z.literal("cancel") });

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const { generations } = context.get(containerContext);
  return await accountAction({ request, context, url }, intentForm, async (_form, viewer) => {
    await generations.cancel(viewer, params.generationId);
    return isScripted(request)
      ? { canceled: true }
      : redirect(`/generations/${params.generationId}`);
  });
}

export default function Generation({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  useLiveUpdates([loaderData.generation]);
  useNews([loaderData.generation]);
  const problem = answer && "problem" in answer ? answer.problem : undefined;
  return <GenerationScreen {...loaderData} problem={problem} />;
}

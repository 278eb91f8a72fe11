import type { Route } from "./+types/prompt-reading";
import { containerContext } from "~/.server/http/context";
import { parseForm } from "~/.server/http/parse-form";
import { refuseReading } from "~/.server/http/respond-plain";
import { respond } from "~/.server/http/respond";
import { promptForm } from "~/domain/forms";

export const loader = refuseReading;

/**
 * What a model will make of the words that are being typed: a PromptReading as JSON, or null where there is nothing to
 * say of them. Without JavaScript the studio's form asks.
 */
export async function action({ request, context }: Route.ActionArgs) {
  const { models } = context.get(containerContext);
  return await respond(async () => {
    const submission = await parseForm(request, promptForm);
    if (submission.status !== "success") return Response.json(null);
    const { model, ...words } = submission.value;
    return Response.json(models.readPrompt(model, words));
  });
}

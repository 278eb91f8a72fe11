import type { RouterContextProvider } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/cron-cleanup";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { refuseStranger } from "~/.server/http/cron-secret";
import { respondPlain } from "~/.server/http/respond-plain";
import { timeToAct } from "~/.server/http/time-to-act";
import { cleanUp, previewCleanUp } from "~/.server/use-cases/clean-up";
import { giveAllowances } from "~/.server/use-cases/give-allowances";
import { mailGoing } from "~/.server/use-cases/mail-going";

const question = z.object({
  dry_run: z.enum(["0", "1"]).optional(),
  /** How many of the last runs are asked for. */
  runs: z.string().transform(Number).pipe(z.number().int().min(1).max(100)).optional(),
});

/**
 * The clean-up, for a scheduler: gives the monthly allowances, tells by mail of what goes next, deletes what has
 * expired and answers with the counts as JSON. `?dry_run=1` only counts, `?runs=20` tells what the last ones did; 400
 * when either says anything else, so that a slip of the hand deletes nothing. 401 without the secret, 503 when an
 * object could not be deleted or the database does not answer.
 */
async function answer(
  request: Request,
  context: Readonly<RouterContextProvider>,
  url: URL,
): Promise<Response> {
  const container = context.get(containerContext);
  const headers = { "cache-control": "no-store" };
  const refusal = refuseStranger(request, container.cronSecret);
  if (refusal) return refusal;
  return await respondPlain(context, async () => {
    if (request.method === "HEAD") throw new AppError("method_not_allowed");
    const isOver = timeToAct();
    const { success, data: asked } = question.safeParse(Object.fromEntries(url.searchParams));
    if (!success) throw new AppError("invalid_input");
    if (asked.dry_run === "1")
      return Response.json(
        { dryRun: true, ...(await previewCleanUp(container, isOver)) },
        { headers },
      );
    if (asked.runs !== undefined)
      return Response.json({ runs: await container.cleanUpRuns.history(asked.runs) }, { headers });
    const allowances = await giveAllowances(container, isOver);
    await mailGoing(container, isOver);
    const report = await cleanUp(container, { ifDue: false, isOver });
    return Response.json(
      { ...report, allowances },
      { status: report.failedObjects > 0 ? 503 : 200, headers },
    );
  });
}

export function loader({ request, context, url }: Route.LoaderArgs) {
  return answer(request, context, url);
}

export function action({ request, context, url }: Route.ActionArgs) {
  return answer(request, context, url);
}

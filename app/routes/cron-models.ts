import type { RouterContextProvider } from "react-router";
import type { Route } from "./+types/cron-models";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { refuseStranger } from "~/.server/http/cron-secret";
import { respondPlain } from "~/.server/http/respond-plain";

/** Nothing is asked later than this, so that the call is answered in time. */
const longestMs = 7000;

/**
 * The look at the providers' lists of models and prices, for a scheduler: asks those whose day it is and answers with
 * their names as JSON, `{"asked":["fal"]}`; none when others have asked already. 401 without the secret, 503 when the
 * database does not answer.
 */
async function answer(
  request: Request,
  context: Readonly<RouterContextProvider>,
): Promise<Response> {
  const container = context.get(containerContext);
  const refusal = refuseStranger(request, container.cronSecret);
  if (refusal) return refusal;
  return await respondPlain(context, async () => {
    if (request.method === "HEAD") throw new AppError("method_not_allowed");
    const asked = await container.modelWatch.check(AbortSignal.timeout(longestMs));
    return Response.json({ asked }, { headers: { "cache-control": "no-store" } });
  });
}

export function loader({ request, context }: Route.LoaderArgs) {
  return answer(request, context);
}

export function action({ request, context }: Route.ActionArgs) {
  return answer(request, context);
}

import type { RouterContextProvider } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/cron-work";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { refuseStranger } from "~/.server/http/cron-secret";
import { respondPlain } from "~/.server/http/respond-plain";

/** How long the queue is worked, unless the address says otherwise, and at most. */
const usualSeconds = 25;
const secondsParameter = z.coerce.number().int().min(1).max(300).catch(usualSeconds);
/** Nobody on the way takes an answer that grows this often for one that is stuck. */
const signOfLifeMs = 5_000;

/**
 * Works the queue for a scheduler, where no worker runs: makes what waits until nothing does, the time is over
 * (`?seconds=25`, at most 300) or the caller goes. The answer begins at once, with white space until its JSON is known:
 * `worked`, `more` (call once more), `skipped` (this process is at it already). 401 without the secret.
 */
async function answer(
  request: Request,
  context: Readonly<RouterContextProvider>,
  url: URL,
): Promise<Response> {
  const container = context.get(containerContext);
  const refusal = refuseStranger(request, container.cronSecret);
  if (refusal) return refusal;
  return await respondPlain(context, async () => {
    if (request.method === "HEAD") throw new AppError("method_not_allowed");
    const seconds = secondsParameter.parse(url.searchParams.get("seconds") ?? usualSeconds);
    const gone = new AbortController();
    const until = AbortSignal.any([gone.signal, AbortSignal.timeout(seconds * 1000)]);
    return new Response(jsonInTime(container.workQueue(until), gone), {
      headers: { "content-type": "application/json", "cache-control": "no-store" },
    });
  });
}

function jsonInTime(work: Promise<object>, gone: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let signs: NodeJS.Timeout | undefined;
  const finish = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    try {
      controller.enqueue(encoder.encode(JSON.stringify(await work)));
      controller.close();
    } catch (error) {
      controller.error(error);
    } finally {
      clearInterval(signs);
    }
  };
  return new ReadableStream({
    start(controller) {
      const show = () => controller.enqueue(encoder.encode("\n"));
      show();
      signs = setInterval(show, signOfLifeMs);
      void finish(controller);
    },
    cancel() {
      clearInterval(signs);
      gone.abort();
    },
  });
}

export function loader({ request, context, url }: Route.LoaderArgs) {
  return answer(request, context, url);
}

export function action({ request, context, url }: Route.ActionArgs) {
  return answer(request, context, url);
}

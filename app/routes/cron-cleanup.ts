import { createHash, timingSafeEqual } from "node:crypto";
import type { RouterContextProvider } from "react-router";
import type { Route } from "./+types/cron-cleanup";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { respondPlain } from "~/.server/http/respond-plain";
import { cleanUp } from "~/.server/use-cases/clean-up";

/** Begins no batch later than this, so that the call is answered in time. */
const longestMs = 4000;

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Whether a machine shows the secret as `Authorization: Bearer …`. Takes as long for a wrong one as for the right one.
 */
function isTrusted(request: Request, secret: string | null): boolean {
  const shown = request.headers.get("authorization") ?? "";
  return secret !== null && timingSafeEqual(digest(shown), digest(`Bearer ${secret}`));
}

/**
 * The clean-up, for a scheduler: deletes what has expired and answers with the counts as JSON; `?dry_run=1` only
 * counts. 401 without the secret, 503 when an object could not be deleted or the database does not answer.
 */
async function answer(
  request: Request,
  context: Readonly<RouterContextProvider>,
  url: URL,
): Promise<Response> {
  const container = context.get(containerContext);
  const headers = { "cache-control": "no-store" };
  if (!isTrusted(request, container.cronSecret)) {
    return Response.json(
      { error: "Show the secret: Authorization: Bearer CRON_SECRET" },
      { status: 401, headers: { ...headers, "www-authenticate": "Bearer" } },
    );
  }
  return await respondPlain(context, async () => {
    if (request.method === "HEAD") throw new AppError("method_not_allowed");
    if (url.searchParams.get("dry_run") === "1") {
      const { expiredMedia: expiredFiles, objects } = await container.expiredMedia.preview();
      return Response.json({ dryRun: true, expiredFiles, objects }, { headers });
    }
    const endsAt = performance.now() + longestMs;
    const isOver = () => performance.now() >= endsAt;
    const report = await cleanUp(container, { ifDue: false, isOver });
    return Response.json(report, { status: report.failedObjects > 0 ? 503 : 200, headers });
  });
}

export function loader({ request, context, url }: Route.LoaderArgs) {
  return answer(request, context, url);
}

export function action({ request, context, url }: Route.ActionArgs) {
  return answer(request, context, url);
}

import type { Route } from "./+types/events";
import { currentViewer } from "~/.server/http/session";
import type { Container } from "~/.server/container";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { eventStream, type Subscribe } from "~/.server/http/event-stream";
import { respondPlain } from "~/.server/http/respond-plain";

/**
 * Server-sent events: one `change` for each change of the caller's own generations, its data the generation's id, and a
 * last one when the session ends.
 */
export async function loader({ context }: Route.LoaderArgs) {
  return await respondPlain(context, async () => {
    const viewer = await currentViewer(context);
    if (!viewer) throw new AppError("signed_out");
    const { liveEvents, pages } = context.get(containerContext);
    await liveEvents.check();
    if (!(await pages.account(viewer))) throw new AppError("signed_out");
    return eventStream(viewer.userId, changesOf(liveEvents, viewer.userId, viewer.sessionId));
  });
}

/** Apart from the loader, whose request it would keep alive. */
function changesOf(
  { listen }: Container["liveEvents"],
  userId: string,
  sessionId: string,
): Subscribe {
  return (send) => listen(userId, sessionId, (change) => send("change", change));
}

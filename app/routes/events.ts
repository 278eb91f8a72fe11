import type { Route } from "./+types/events";
import { currentViewer } from "~/.server/auth/session";
import type { Container } from "~/.server/container";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { eventStream, type Subscribe } from "~/.server/http/event-stream";
import { plainly } from "~/.server/http/plainly";

/** Server-sent events: one `change` for each change of the caller's own generations, its data the generation's id. */
export async function loader({ context }: Route.LoaderArgs) {
  return await plainly(context, async () => {
    const viewer = await currentViewer(context);
    if (!viewer) throw new AppError("signed_out");
    const { liveEvents } = context.get(containerContext);
    await liveEvents.check();
    return eventStream(changesOf(liveEvents, viewer.userId));
  });
}

/** Apart from the loader, whose request it would keep alive. */
function changesOf({ listen }: Container["liveEvents"], userId: string): Subscribe {
  return (send) => listen(userId, (generationId) => send("change", generationId));
}

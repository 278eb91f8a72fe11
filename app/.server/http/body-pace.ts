import type { IncomingMessage } from "node:http";

/** A tenth of what the slowest of phone lines brings. */
const minBytes = 512;
/** Of what may take hours, and holds one of a few places meanwhile: what a slow phone line brings. */
export const longBodyMinBytes = 64 * 1024;

/** What of a request tells how its body comes. */
export type ComingBody = Pick<IncomingMessage, "complete" | "headers" | "readableFlowing"> & {
  socket: Pick<IncomingMessage["socket"], "bytesRead" | "destroyed">;
};

/**
 * Calls `onSlow` once when a body comes in drips: under `leastBytes` (512) in a span of `paceMs` in which it would have
 * been read. For as long as the body comes, also after its answer. Does not keep the process alive.
 */
export function watchBody(
  incoming: ComingBody,
  paceMs: number,
  onSlow: () => void,
  leastBytes = minBytes,
): void {
  const { socket, headers } = incoming;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return;
  let before = socket.bytesRead;
  let wasRead = true;
  const timer = setInterval(() => {
    if (incoming.complete || socket.destroyed) return clearInterval(timer);
    const isRead = incoming.readableFlowing === true;
    if (isRead && wasRead && socket.bytesRead - before < leastBytes) {
      clearInterval(timer);
      return onSlow();
    }
    before = socket.bytesRead;
    wasRead = isRead;
  }, paceMs);
  timer.unref();
}

/** Calls `onLate` once when a body is not there whole after `limitMs`. Does not keep the process alive. */
export function limitBodyTime(
  incoming: Pick<IncomingMessage, "complete" | "once"> & { socket: { destroyed: boolean } },
  limitMs: number,
  onLate: () => void,
): void {
  if (incoming.complete) return;
  const timer = setTimeout(() => {
    if (!incoming.complete && !incoming.socket.destroyed) onLate();
  }, limitMs).unref();
  for (const end of ["end", "close"]) incoming.once(end, () => clearTimeout(timer));
}

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Destroys the connections of `open` whose reader has taken nothing of what waits for it for `stallMs`, twice as long
 * at most. One look at all of them, since a timer for each costs more than an open page does otherwise. Returns the way
 * to stop.
 */
export function endStalledReaders(
  open: ReadonlyMap<Socket, ServerResponse>,
  stallMs: number,
): () => void {
  const takenBefore = new WeakMap<Socket, number>();
  const timer = setInterval(() => {
    for (const socket of open.keys()) {
      const taken = socket.bytesWritten - socket.writableLength;
      if (socket.writableLength === 0) takenBefore.delete(socket);
      else if (takenBefore.get(socket) === taken) socket.destroy();
      else takenBefore.set(socket, taken);
    }
  }, stallMs).unref();
  return () => clearInterval(timer);
}

import type { Socket } from "node:net";

/**
 * Destroys a connection after `ms`, unless it has closed by then: one whose end has been sent stays open as long as the
 * other side likes. Does not keep the process alive.
 */
export function destroyLater(socket: Socket, ms: number): void {
  const timer = setTimeout(() => socket.destroy(), ms).unref();
  socket.once("close", () => clearTimeout(timer));
}

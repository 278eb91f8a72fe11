import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../log";
import { destroyLater } from "./destroy-later";

/** Those that are told that there are too many. Beyond them nobody is told anything. */
const surplus = 1000;
const pauseBetweenWarningsMs = 60_000;

/**
 * Keeps a server from holding more than `maxOpen` connections. At the cap idle ones go first: browsers connect again
 * by themselves. Where all are busy a new one is surplus: it lives for `lingerMs`, long enough for a request of its own
 * to be answered with a refusal. Tells whether a connection is surplus.
 */
export function capConnections(
  server: Server,
  { maxOpen, lingerMs, log }: { maxOpen: number; lingerMs: number; log: Log },
): (socket: Socket) => boolean {
  const open = new Set<Socket>();
  const refused = new WeakSet<Socket>();
  let warnedAt = -Infinity;
  server.maxConnections = maxOpen + surplus;
  server.on("connection", (socket: Socket) => {
    if (open.size >= maxOpen) server.closeIdleConnections();
    for (const each of open.size >= maxOpen ? open : []) if (each.destroyed) open.delete(each);
    if (open.size < maxOpen) {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
      return;
    }
    refused.add(socket);
    destroyLater(socket, lingerMs);
    if (performance.now() - warnedAt < pauseBetweenWarningsMs) return;
    warnedAt = performance.now();
    log.warn({ connections: maxOpen }, "refused connections: MAX_CONNECTIONS are open and busy");
  });
  return (socket) => refused.has(socket);
}

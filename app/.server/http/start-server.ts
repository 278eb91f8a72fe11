import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ServerBuild } from "react-router";
import type { Container } from "../container";
import type { Env } from "../env";
import type { Log } from "../log";
import { answerMalformed } from "./malformed-request";
import { capConnections } from "./connection-cap";
import { type ConnectionTimes, defaultTimes } from "./connection-times";
import { createHttpServer } from "./http-server";
import { createHandler } from "./request-handler";
import { endStalledReaders } from "./stalled-readers";
import type { Middleware } from "./static-files";

export interface ServerOptions {
  env: Env;
  log: Log;
  /** Makes what the pages need. Called once the port is ours; stopped with the server. */
  createContainer: () => Promise<Container>;
  loadBuild: () => Promise<ServerBuild>;
  files: Middleware;
  /** Default: a new one. Development brings the one that Vite's reload channel listens on. */
  server?: Server;
  times?: ConnectionTimes;
}

export interface RunningServer {
  /** The address to open. */
  url: string;
  container: Container;
  /**
   * Lets running requests and work finish, ends event streams, stops the backend. Takes as long as the environment
   * allows.
   */
  stop(): Promise<void>;
}

/** A reason not to start, in one sentence for the person at the terminal. */
class ListenError extends Error {
  override readonly name = "StartError";
}

const maxDrainMs = 5_000;

/**
 * Listens on `env.host`:`env.port`, then starts everything behind it; requests that come meanwhile wait. Production,
 * development and tests all start here. Errors: one named StartError when the port cannot be had, and whatever
 * `createContainer` throws; nothing is left running then.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { env, log, loadBuild, times = defaultTimes } = options;
  const { publicOrigin, maxConnections } = env;
  const server = options.server ?? createHttpServer(times);
  const isSurplus = capConnections(server, { ...times, maxOpen: maxConnections, log });
  const started = Promise.withResolvers<ReturnType<typeof createHandler>>();
  // Without a waiting request a failed start would count as an unhandled rejection.
  started.promise.catch(() => {});
  const open = new Map<Socket, ServerResponse>();
  server.once("close", endStalledReaders(open, times.stallMs));
  // An unknown Expect header changes nothing.
  server.on("checkExpectation", (...exchange) => server.emit("request", ...exchange));
  server.on("request", (incoming, outgoing) => {
    const { socket } = incoming;
    open.set(socket, outgoing);
    outgoing.once("close", () => open.get(socket) === outgoing && open.delete(socket));
    if (!server.listening || isSurplus(socket)) outgoing.shouldKeepAlive = false;
    started.promise.then(
      (handle) => handle(incoming, outgoing),
      () => outgoing.destroy(),
    );
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    // An answer that has begun cannot be followed by another one.
    if (open.get(socket)?.headersSent) return void socket.destroy();
    answerMalformed(error, socket, { ...times, publicOrigin });
  });
  await listen(server, env);
  try {
    const [container] = await Promise.all([options.createContainer(), loadBuild()]);
    for (const words of container.warnings) log.warn(words);
    container.startMail();
    container.startCleanUp();
    started.resolve(createHandler({ ...options, times, isSurplus, container }));
    const stop = async () => {
      const drainMs = Math.min(maxDrainMs, env.stopping.workMs);
      await Promise.all([drain(server, open, drainMs, log), container.stopWork()]);
      await container.stop();
    };
    return { url: publicOrigin, container, stop };
  } catch (error) {
    started.reject(error);
    server.close();
    server.closeAllConnections();
    throw error;
  }
}

function listen(server: Server, { host, port }: Env): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const refuseStart = (error: NodeJS.ErrnoException) =>
    reject(new ListenError(listenWords(error, host, port), { cause: error }));
  server.once("error", refuseStart);
  server.listen({ host, port }, () => {
    server.off("error", refuseStart);
    resolve();
  });
  return promise;
}

function listenWords({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === "EADDRINUSE")
    return `Port ${port} is already in use: stop the other program or choose another port, for example PORT=${port + 1}.`;
  if (code === "EACCES")
    return `This user may not listen on port ${port}: choose a port above 1023, for example PORT=5000.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST=${host} is not an address of this machine: use 127.0.0.1 or 0.0.0.0.`;
  return `Easel cannot listen on ${host}:${port}: ${message}.`;
}

async function drain(
  server: Server,
  open: ReadonlyMap<Socket, ServerResponse>,
  drainMs: number,
  log: Log,
): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  for (const response of open.values()) {
    if (isEventStream(response)) response.end();
    else if (!response.headersSent) response.shouldKeepAlive = false;
  }
  // A connection that kept alive before the stop turns idle only after its answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const limit = setTimeout(() => {
    log.warn({ requests: open.size }, "cut off requests that did not finish in time");
    server.closeAllConnections();
  }, drainMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}

function isEventStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
}

import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { createRequest } from "@remix-run/node-fetch-server";
import {
  RouterContextProvider,
  createRequestHandler,
  type RequestHandler,
  type ServerBuild,
} from "react-router";
import type { Container } from "../container";
import type { Env } from "../env";
import type { Log } from "../log";
import { admit, type Exchange } from "./admit";
import { bodyLimitBytes, isImport, limitBody } from "./body-limit";
import { limitBodyTime, longBodyMinBytes, watchBody } from "./body-pace";
import { clientAddress, isLoopbackAddress } from "./client-address";
import type { ConnectionTimes } from "./connection-times";
import { containerContext, requestContext, type RequestFacts } from "./context";
import { destroyLater } from "./destroy-later";
import { finishResponse } from "./finish-response";
import { answerHealth, answerReadiness, cacheReadiness } from "./health";
import { watchHiddenVisitors } from "./hidden-visitors";
import { withTimeLimit } from "./time-limit";
import { openMetrics } from "./metrics";
import { isRoutine, loggedPath } from "./logged-path";
import { createNonce, nonceContext } from "./nonce";
import { refuse } from "./refuse";
import { isLoopbackHostHeader } from "./request-url";
import { staticHeaders } from "./security-headers";
import { sendResponse } from "./send-response";
import type { Middleware } from "./static-files";
import { traceRequests } from "./trace-requests";
import { createVisitorPages } from "./visitor-pages";

export interface HandlerOptions {
  env: Env;
  log: Log;
  container: Container;
  /** The pages. Asked for each request, so that development can swap them. */
  loadBuild: () => Promise<ServerBuild>;
  /** Built or development files. Passes on what it does not know. */
  files: Middleware;
  times: Pick<ConnectionTimes, "requestMs" | "importMs" | "paceMs" | "lingerMs" | "discardMs">;
  /** Whether this connection is one too many. */
  isSurplus: (socket: Socket) => boolean;
}

/** Short of ten seconds, so that the answer itself still arrives within them. */
const maxAnswerMs = 9_000;

/**
 * Makes the listener that takes every request: headers, checks, health, files, then the pages.
 * Never rejects: what goes wrong is logged with the request id and answered by a plain page.
 */
export function createHandler(options: HandlerOptions) {
  const { env, container, times } = options;
  const headers = Object.entries(staticHeaders(env.publicOrigin.startsWith("https:")));
  const answerPage = createPageHandler(options);
  const readiness = cacheReadiness(container);
  const metrics = openMetrics(options);
  const watchAddress = watchHiddenVisitors((words) => options.log.warn(words));
  const trace = traceRequests(options);

  const answer = async (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    facts: RequestFacts,
  ): Promise<void> => {
    const startedAt = performance.now();
    watchAddress(incoming.headers, facts.address);
    for (const [name, value] of headers) outgoing.setHeader(name, value);
    outgoing.setHeader("x-request-id", facts.id);
    const log = container.tracing.bind(() => logRequest(incoming, outgoing, facts, startedAt));
    outgoing.once("close", log);
    metrics?.countWhenClosed(incoming, outgoing);
    outgoing.once("finish", () => discardBody(incoming, times.discardMs));
    const endSlow = () => endSlowBody(incoming, outgoing, facts, times.lingerMs);
    const isLong = isImport(incoming.url?.split("?", 1)[0] ?? "");
    watchBody(incoming, times.paceMs, endSlow, isLong ? longBodyMinBytes : undefined);
    limitBodyTime(incoming, isLong ? times.importMs : times.requestMs, endSlow);
    try {
      if (options.isSurplus(incoming.socket)) return refuse(outgoing, 503, facts.id);
      const exchange = admit(env, incoming, outgoing, facts);
      if (exchange === null) return;
      const { pathname } = exchange;
      if (pathname === "/healthz") return await sendResponse(incoming, outgoing, answerHealth());
      if (pathname === "/readyz")
        return await sendResponse(incoming, outgoing, await answerReadiness(readiness));
      if (pathname === "/metrics" && metrics)
        return await sendResponse(incoming, outgoing, await metrics.answer(incoming));
      const mayBeFile = incoming.method !== "POST";
      if (mayBeFile && (await isAnsweredByFile(options.files, exchange))) return;
      await answerPage(exchange);
    } catch (error) {
      fail(error, outgoing, facts);
    }
  };
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const facts = describe(options, incoming);
    await trace(incoming, outgoing, facts, () => answer(incoming, outgoing, facts));
  };
}

function describe({ env, log }: HandlerOptions, incoming: IncomingMessage): RequestFacts {
  const id = randomBytes(9).toString("base64url");
  const { remoteAddress } = incoming.socket;
  return {
    id,
    log: log.child({ requestId: id }),
    address: clientAddress(incoming.headers, remoteAddress, env.trustProxy),
    isLoopback: isLoopbackAddress(remoteAddress) && isLoopbackHostHeader(incoming.headers.host),
  };
}

/** True when a file has answered, or the client has gone. */
function isAnsweredByFile(files: Middleware, { incoming, outgoing }: Exchange): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const onClose = () => resolve(true);
  outgoing.once("close", onClose);
  files(incoming, outgoing, (error?: unknown) => {
    outgoing.off("close", onClose);
    if (error) reject(error);
    else resolve(false);
  });
  return promise;
}

function createPageHandler({ env, container, loadBuild, times }: HandlerOptions) {
  const isDevelopment = env.mode === "development";
  const visitorPages = createVisitorPages();
  let handle: RequestHandler | null = null;

  return async ({ incoming, outgoing, facts, origin, pathname }: Exchange): Promise<void> => {
    const { protocol, host } = new URL(origin);
    const { request, wasExceeded } = limitBody(
      createRequest(incoming, outgoing, { protocol, host }),
      bodyLimitBytes(incoming.headers["content-type"], pathname, env.importMaxBytes),
    );
    const nonce = isDevelopment ? undefined : createNonce();
    const kept = nonce === undefined ? null : visitorPages.find(request, nonce);
    if (kept) {
      return await sendResponse(
        incoming,
        outgoing,
        finishResponse(request, kept, { nonce, id: facts.id }),
      );
    }
    // The framework works out the routes anew on each request when it is given a function.
    handle ??= createRequestHandler(isDevelopment ? loadBuild : await loadBuild(), env.mode);
    const context = new RouterContextProvider();
    context.set(containerContext, container);
    context.set(requestContext, facts);
    context.set(nonceContext, nonce);
    const handling = handle(request, context);
    // Vite may take longer than that to build a page for the first time, and so may gigabytes to reach the disk.
    const longestMs = isDevelopment ? 120_000 : maxAnswerMs;
    const limitMs = isImport(pathname) ? times.importMs : longestMs;
    const response = await withTimeLimit(incoming, handling, limitMs, (late) =>
      late.body?.cancel(),
    );
    if (response === null) {
      facts.log.error({ limitMs }, "a page took too long");
      return refuse(outgoing, 503, facts.id);
    }
    if (outgoing.destroyed) return void (await response.body?.cancel());
    if (wasExceeded()) return refuse(outgoing, 413, facts.id);
    if (nonce) visitorPages.keep(request, response, nonce);
    return sendResponse(
      incoming,
      outgoing,
      finishResponse(request, response, { nonce, id: facts.id }),
    );
  };
}

function fail(error: unknown, outgoing: ServerResponse, facts: RequestFacts): void {
  if (outgoing.destroyed) return;
  facts.log.error({ err: error }, "request failed");
  if (outgoing.headersSent) outgoing.destroy();
  else refuse(outgoing, 500, facts.id);
}

/** What the answer did not need is read and dropped for a while, so that the sender gets to see the answer. */
function discardBody(incoming: IncomingMessage, discardMs: number): void {
  if (incoming.complete) return;
  incoming.removeAllListeners("data");
  incoming.resume();
  const limit = setTimeout(() => incoming.complete || incoming.socket.destroy(), discardMs).unref();
  incoming.once("end", () => clearTimeout(limit));
}

function endSlowBody(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  facts: RequestFacts,
  lingerMs: number,
): void {
  outgoing.shouldKeepAlive = false;
  if (!outgoing.headersSent) refuse(outgoing, 408, facts.id);
  destroyLater(incoming.socket, lingerMs);
}

function logRequest(
  { method, url = "" }: IncomingMessage,
  outgoing: ServerResponse,
  { log }: RequestFacts,
  startedAt: number,
): void {
  const fields = {
    method,
    path: loggedPath(url),
    status: outgoing.statusCode,
    ms: Math.round(performance.now() - startedAt),
    aborted: !outgoing.writableFinished || undefined,
  };
  log[isRoutine(url) ? "debug" : "info"](fields, "request");
}

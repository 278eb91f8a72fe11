import type { IncomingMessage, ServerResponse } from "node:http";

/** Gets the way to send and returns the way to stop. */
export type Subscribe = (send: (event: string, text: string) => void) => () => void;

const heartbeatMs = 20_000;
/** Long-lived pages come back and prove anew who they are: after ten minutes. */
const longestBeats = 30;
const subscriptions = new WeakMap<Response, Subscribe>();

/**
 * A response of server-sent events, for `sendResponse`, which pours them out as long as the reader listens, ten minutes at most:
 * browsers connect again by themselves. Thousands of them are open at a time, so that each must hold on to little: there is no body
 * to read from, and `subscribe` must not keep the request alive.
 */
export function eventStream(subscribe: Subscribe): Response {
  const response = new Response(null, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
  subscriptions.set(response, subscribe);
  return response;
}

/** What is to be poured out; undefined for every other response. */
export function subscriptionOf(response: Response): Subscribe | undefined {
  return subscriptions.get(response);
}

/** Writes events to an answer whose head has been written, until it ends or its reader goes away. */
export function pourEvents(
  request: Pick<IncomingMessage, "headers" | "rawHeaders">,
  target: ServerResponse,
  subscribe: Subscribe,
): void {
  // Most of what a waiting page would cost: its cookies.
  request.headers = {};
  request.rawHeaders = [];
  const write = (text: string) => void (target.writableEnded || target.write(text));
  const unsubscribe = subscribe((event, text) => write(`event: ${event}\ndata: ${text}\n\n`));
  let beats = 0;
  const heartbeat = setInterval(() => {
    beats += 1;
    if (beats === longestBeats) target.end();
    else write(": still here\n\n");
  }, heartbeatMs);
  target.once("close", () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  write("retry: 2000\n\n");
}

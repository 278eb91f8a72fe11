import type { IncomingMessage, ServerResponse } from "node:http";

/** Gets the way to send and returns the way to stop. */
export type Subscribe = (send: (event: string, text: string) => void) => () => void;

const heartbeatMs = 20_000;
/** Long-lived pages come back and prove anew who they are: after ten minutes. */
const maxBeats = 30;
/** Of one account in this process: more than anybody has of browsers, each of which has one for all its tabs. */
const maxPerOwner = 20;
/**
 * When the oldest has made way for a newer one, its browser comes back after this long and loads what has changed
 * meanwhile.
 */
const evictedRetryMs = 30_000;
/** As much as may wait for a reader who does not read. */
const maxUnreadBytes = 64_000;

interface Subscription {
  owner: string;
  subscribe: Subscribe;
}
const subscriptions = new WeakMap<Response, Subscription>();
/** By owner, the oldest first. */
const openStreams = new Map<string, Set<ServerResponse>>();

/**
 * A response of server-sent events, for `sendResponse`, which pours them out as long as the reader listens, ten minutes
 * at most: browsers connect again by themselves. Of each `owner` 20 are open at most: the oldest makes way for one
 * more. Thousands of them are open at a time, so that each must hold on to little: there is no body to read from, and
 * `subscribe` must not keep the request alive.
 */
export function eventStream(owner: string, subscribe: Subscribe): Response {
  const response = new Response(null, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
  subscriptions.set(response, { owner, subscribe });
  return response;
}

/** What is to be poured out; undefined for every other response. */
export function subscriptionOf(response: Response): Subscription | undefined {
  return subscriptions.get(response);
}

/** Writes events to an answer whose head has been written, until it ends or its reader goes away. */
export function streamEvents(
  request: Pick<IncomingMessage, "headers" | "rawHeaders">,
  target: ServerResponse,
  { owner, subscribe }: Subscription,
): void {
  // Most of what a waiting page would cost: its cookies.
  request.headers = {};
  request.rawHeaders = [];
  const write = (text: string): void => {
    if (target.writableLength > maxUnreadBytes) target.destroy();
    else if (!target.writableEnded) target.write(text);
  };
  const leave = takePlace(owner, target);
  const unsubscribe = subscribe((event, text) => write(`event: ${event}\ndata: ${text}\n\n`));
  let beats = 0;
  const heartbeat = setInterval(() => {
    beats += 1;
    if (beats === maxBeats) target.end();
    else write(": still here\n\n");
  }, heartbeatMs);
  target.once("close", () => {
    clearInterval(heartbeat);
    unsubscribe();
    leave();
  });
  write("retry: 2000\n\n");
}

/** Makes room among the streams of one owner, and returns the way out. */
function takePlace(owner: string, target: ServerResponse): () => void {
  const all = openStreams.get(owner) ?? new Set();
  const [oldest] = all;
  if (oldest && all.size >= maxPerOwner) {
    all.delete(oldest);
    oldest.end(`retry: ${evictedRetryMs}\n\n`);
  }
  openStreams.set(owner, all.add(target));
  return () => {
    all.delete(target);
    if (all.size === 0 && openStreams.get(owner) === all) openStreams.delete(owner);
  };
}

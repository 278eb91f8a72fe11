const heartbeatMs = 20_000;
/** Long-lived pages come back and prove anew who they are. */
const lifetimeMs = 600_000;

/**
 * A response of server-sent events. `subscribe` gets the way to send and returns the way to stop; it stops when the
 * reader goes away (`signal`) and after ten minutes, when browsers connect again by themselves.
 */
export function eventStream(
  signal: AbortSignal,
  subscribe: (send: (event: string, text: string) => void) => () => void,
): Response {
  const encoder = new TextEncoder();
  let close = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      const unsubscribe = subscribe((event, text) => write(`event: ${event}\ndata: ${text}\n\n`));
      const heartbeat = setInterval(() => write(": still here\n\n"), heartbeatMs);
      const ending = setTimeout(() => close(), lifetimeMs);
      close = () => {
        close = () => {};
        unsubscribe();
        clearInterval(heartbeat);
        clearTimeout(ending);
        signal.removeEventListener("abort", onAbort);
        controller.close();
      };
      const onAbort = () => close();
      signal.addEventListener("abort", onAbort);
      write("retry: 2000\n\n");
    },
    cancel: () => close(),
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
}

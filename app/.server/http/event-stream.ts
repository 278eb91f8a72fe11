const heartbeatMs = 20_000;
/** Long-lived pages come back and prove anew who they are: after ten minutes. */
const longestBeats = 30;
const encoder = new TextEncoder();

/**
 * A response of server-sent events. `subscribe` gets the way to send and returns the way to stop; it stops when the
 * reader goes away (`signal`) and after ten minutes, when browsers connect again by themselves. Thousands of these are
 * open at a time, so each holds on to as little as it can.
 */
export function eventStream(
  signal: AbortSignal,
  subscribe: (send: (event: string, text: string) => void) => () => void,
): Response {
  const { readable, write, close } = openStream(() => stop());
  let beats = 0;
  const heartbeat = setInterval(() => {
    beats += 1;
    if (beats === longestBeats) stop();
    else write(": still here\n\n");
  }, heartbeatMs);
  let stop = () => {
    stop = () => {};
    unsubscribe();
    clearInterval(heartbeat);
    signal.removeEventListener("abort", onAbort);
    close();
  };
  const onAbort = () => stop();
  const unsubscribe = subscribe((event, text) => write(`event: ${event}\ndata: ${text}\n\n`));
  signal.addEventListener("abort", onAbort);
  write("retry: 2000\n\n");
  return new Response(readable, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
}

/** Apart from the rest, so that the stream itself keeps nothing of the request alive. */
function openStream(onCancel: () => void) {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const readable = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel() {
      controller = null;
      onCancel();
    },
  });
  return {
    readable,
    write: (text: string) => controller?.enqueue(encoder.encode(text)),
    close() {
      controller?.close();
      controller = null;
    },
  };
}

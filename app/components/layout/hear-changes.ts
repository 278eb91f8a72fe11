import { shareStream } from "./share-stream";

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/**
 * Calls `onChange` for each change that the server tells of, until the returned function is called. All tabs with the
 * same `name` hear through one connection.
 */
export function hearChanges(name: string, onChange: () => void): () => void {
  return whileAlive(() => shareStream(name, listen, onChange));
}

/** Hears until the returned function is called, also through restarts of the server. */
function listen(onChange: () => void): () => void {
  let events: EventSource | null = null;
  let timer: number | undefined;
  let failures = 0;

  const connect = () => {
    const current = new EventSource("/events");
    events = current;
    current.addEventListener("change", onChange);
    current.addEventListener("open", () => {
      failures = 0;
      onChange();
    });
    // Browsers come back by themselves to a connection that broke, never to one that was answered with an error.
    current.addEventListener("error", () => {
      if (current.readyState !== EventSource.CLOSED) return;
      void isSignedOut().then((isOut) => isOut && onChange());
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
      failures += 1;
      timer = window.setTimeout(connect, pauseMs * (0.5 + Math.random() / 2));
    });
  };
  connect();
  return () => {
    window.clearTimeout(timer);
    events?.close();
  };
}

/** Runs for as long as the browser lets the page live: not while it is frozen, or kept to come back to. */
function whileAlive(start: () => () => void): () => void {
  let stop: (() => void) | null = start();
  const pause = () => {
    stop?.();
    stop = null;
  };
  const goOn = () => {
    stop ??= start();
  };
  const moments = [
    [window, "pagehide", pause],
    [document, "freeze", pause],
    [window, "pageshow", goOn],
    [document, "resume", goOn],
  ] as const;
  for (const [target, name, hear] of moments) target.addEventListener(name, hear);
  return () => {
    for (const [target, name, hear] of moments) target.removeEventListener(name, hear);
    pause();
  };
}

/** Browsers do not tell with what a stream was refused. Whoever was signed out meanwhile is told so by no stream. */
async function isSignedOut(): Promise<boolean> {
  const leave = new AbortController();
  try {
    const { status } = await fetch("/events", { signal: leave.signal });
    return status === 401;
  } catch {
    return false;
  } finally {
    leave.abort();
  }
}

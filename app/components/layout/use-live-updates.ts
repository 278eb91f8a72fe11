import { useEffect } from "react";
import { useRevalidator } from "react-router";

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/**
 * While something on the page is unfinished, hears of changes from the server and loads the page's data again.
 * Closes its connection as soon as nothing is left to wait for.
 */
export function useLiveUpdates(isWaiting: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(
    () => (isWaiting ? listen(() => void revalidate()) : undefined),
    [isWaiting, revalidate],
  );
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

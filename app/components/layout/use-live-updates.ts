import { useEffect, useMemo } from "react";
import { useNavigation, useRevalidator } from "react-router";
import { reloadInTurn } from "./reload-in-turn";

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/**
 * While something on the page is unfinished, hears of changes from the server and loads the page's data again. A form or a
 * link of the person's goes first: a reload would begin its request anew, and so is held until that is over.
 * Closes its connection as soon as nothing is left to wait for.
 */
export function useLiveUpdates(isWaiting: boolean): void {
  const { revalidate } = useRevalidator();
  const isNavigating = useNavigation().state !== "idle";
  const reloads = useMemo(() => reloadInTurn(revalidate), [revalidate]);
  useEffect(() => {
    reloads.hold(isNavigating);
    return () => reloads.hold(true);
  }, [reloads, isNavigating]);
  useEffect(() => (isWaiting ? listen(reloads.ask) : undefined), [isWaiting, reloads]);
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

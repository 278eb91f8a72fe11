import { useEffect, useMemo } from "react";
import { useNavigation, useRevalidator } from "react-router";
import { isTerminal } from "~/domain/generation";
import type { GenerationView } from "~/domain/views";
import { reloadInTurn } from "./reload-in-turn";

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/** Other people's requests tell nobody, though the place in line moves with them. In seconds. */
const oftenestLook = 5;
const rarestLook = 30;

type Shown = Pick<GenerationView, "status" | "queuePosition">;

/** How soon the place in line may be another one: later, the longer the line. Null when nothing on the page waits in it. */
export function lookAgainSeconds(generations: readonly Shown[]): number | null {
  const places = generations.flatMap(({ queuePosition }) => queuePosition ?? []);
  if (places.length === 0) return null;
  return Math.min(rarestLook, Math.max(oftenestLook, Math.min(...places)));
}

/**
 * While something on the page is unfinished, hears of changes from the server and loads the page's data again. A form or a
 * link of the person's goes first: a reload would begin its request anew, and so is held until that is over.
 * Closes its connection as soon as nothing is left to wait for.
 */
export function useLiveUpdates(generations: readonly Shown[]): void {
  const isWaiting = generations.some(({ status }) => !isTerminal(status));
  const lookSeconds = lookAgainSeconds(generations);
  const { revalidate } = useRevalidator();
  const isNavigating = useNavigation().state !== "idle";
  const reloads = useMemo(() => reloadInTurn(revalidate), [revalidate]);
  useEffect(() => {
    reloads.hold(isNavigating);
    return () => reloads.hold(true);
  }, [reloads, isNavigating]);
  useEffect(() => (isWaiting ? listen(reloads.ask) : undefined), [isWaiting, reloads]);
  useEffect(() => {
    if (lookSeconds === null) return undefined;
    const timer = window.setInterval(reloads.ask, lookSeconds * 1000);
    return () => window.clearInterval(timer);
  }, [lookSeconds, reloads]);
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

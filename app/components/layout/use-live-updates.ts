import { useEffect, useMemo } from "react";
import { useMatches, useNavigation, useRevalidator } from "react-router";
import { isTerminal } from "~/domain/generation";
import type { GenerationView } from "~/domain/views";
import { accountOf } from "./matches";
import { reloadInTurn } from "./reload-in-turn";

/** Other people's requests tell nobody, though the place in line moves with them. In seconds. */
const oftenestLook = 5;
const rarestLook = 30;

type Shown = Pick<GenerationView, "status" | "queuePosition">;

/**
 * How soon the place in line may be another one: later, the longer the line. Null when nothing on the page waits in it.
 */
export function lookAgainSeconds(generations: readonly Shown[]): number | null {
  const places = generations.flatMap(({ queuePosition }) => queuePosition ?? []);
  if (places.length === 0) return null;
  return Math.min(rarestLook, Math.max(oftenestLook, Math.min(...places)));
}

/**
 * While something on the page is unfinished, hears of changes from the server and loads the page's data again. A form
 * or a link of the person's goes first: a reload would begin its request anew, and so is held until that is over. All
 * tabs of an account hear through one connection, which is closed as soon as nothing is left to wait for.
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
  const accountId = accountOf(useMatches())?.id;
  useEffect(() => {
    return isWaiting ? hear(`easel-${accountId}`, reloads.ask) : undefined;
  }, [isWaiting, accountId, reloads]);
  useEffect(() => {
    return lookSeconds === null ? undefined : every(lookSeconds, reloads.ask);
  }, [lookSeconds, reloads]);
}

/**
 * Hears of changes until the returned function is called. What does that is fetched when it is needed; should its file
 * be gone (a deployment removes the old ones), the page looks by itself.
 */
function hear(name: string, onChange: () => void): () => void {
  let stop: (() => void) | null = null;
  let isOver = false;
  const begin = (start: () => () => void) => {
    if (!isOver) stop = start();
  };
  import("./hear-changes").then(
    ({ hearChanges }) => begin(() => hearChanges(name, onChange)),
    () => begin(() => every(oftenestLook, onChange)),
  );
  return () => {
    isOver = true;
    stop?.();
  };
}

function every(seconds: number, look: () => void): () => void {
  const timer = window.setInterval(look, seconds * 1000);
  return () => window.clearInterval(timer);
}

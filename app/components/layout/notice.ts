import { useSyncExternalStore } from "react";

let words: string | null = null;
const listeners = new Set<() => void>();

/** Says something over whatever page is shown, until it is taken back with null. */
export function setNotice(next: string | null): void {
  words = next;
  for (const listener of listeners) listener();
}

function listen(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

/** What is to be said now; null for nothing, and on the server. */
export function useNotice(): string | null {
  return useSyncExternalStore(
    listen,
    () => words,
    () => null,
  );
}

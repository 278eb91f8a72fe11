import { useCallback, useSyncExternalStore, type RefObject } from "react";

/** What stands in a box right now, as somebody types; `initial` in the HTML of the server. */
export function useTypedText(box: RefObject<HTMLTextAreaElement | null>, initial: string): string {
  const read = useCallback(() => box.current?.value ?? initial, [box, initial]);
  return useSyncExternalStore(hear, read, () => initial);
}

/** On the document, where what is typed into any box of the page can be heard. */
function hear(onInput: () => void): () => void {
  document.addEventListener("input", onInput);
  return () => document.removeEventListener("input", onInput);
}

import { useCallback, useSyncExternalStore, type RefObject } from "react";

/** What stands in a box right now, as somebody types; `initial` in the HTML of the server. */
export function useTypedText(box: RefObject<HTMLTextAreaElement | null>, initial: string): string {
  const read = useCallback(() => box.current?.value ?? initial, [box, initial]);
  return useSyncExternalStore(hear, read, () => initial);
}

/** On the document, because the box itself is made anew when it begins with another text. */
function hear(onInput: () => void): () => void {
  document.addEventListener("input", onInput);
  return () => document.removeEventListener("input", onInput);
}

/** Puts another text into a box as if it were typed. */
export function typeInto(box: HTMLTextAreaElement, text: string): void {
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

import { useEffect } from "react";
import { useRevalidator } from "react-router";

/**
 * While something on the page is unfinished, hears of changes from the server and loads the page's data again.
 * Closes its connection as soon as nothing is left to wait for.
 */
export function useLiveUpdates(isWaiting: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!isWaiting) return;
    const events = new EventSource("/events");
    const reload = () => void revalidate();
    events.addEventListener("change", reload);
    events.addEventListener("open", reload);
    return () => events.close();
  }, [isWaiting, revalidate]);
}

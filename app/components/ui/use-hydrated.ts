import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False in server-rendered HTML and while it wakes up, true from then on: for controls that only JavaScript can serve.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

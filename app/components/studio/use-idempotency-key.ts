import { useState } from "react";

/**
 * The key of a form, and a way to go on with an older one. It stays until an answer says that it is used up, so that
 * pressing again after an answer was lost on its way charges once, also when the page has been loaded anew meanwhile.
 *
 * @param fresh what the page was loaded with last
 * @param usedUpBy the answer that used the key up
 */
export function useIdempotencyKey(fresh: string, usedUpBy: object | null) {
  const [held, setHeld] = useState({ key: fresh, isUsedUp: false, usedUpBy });
  const { key, isUsedUp } = held;
  if (usedUpBy !== held.usedUpBy)
    setHeld({ key, isUsedUp: isUsedUp || usedUpBy !== null, usedUpBy });
  else if (isUsedUp && fresh !== key) setHeld({ key: fresh, isUsedUp: false, usedUpBy });
  const take = (older: string) => setHeld({ key: older, isUsedUp: false, usedUpBy });
  return [key, take] as const;
}

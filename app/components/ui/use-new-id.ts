import { useState } from "react";

/**
 * The id of what a form makes: the same until there is one with it, so that a form that is sent twice makes
 * one, and what is typed stays while the page's data are loaded again.
 *
 * @param fresh what the page was loaded with last
 * @param made those that there are
 */
export function useNewId(fresh: string, made: readonly { id: string }[]): string {
  const [id, setId] = useState(fresh);
  const isMade = made.some((item) => item.id === id);
  if (isMade) setId(fresh);
  return isMade ? fresh : id;
}

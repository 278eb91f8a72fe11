import { useState } from "react";
import { useLocation } from "react-router";

/**
 * What the form of this page was answered with, until the page is left or a form is answered anew. React Router itself
 * forgets it when a page's data are loaded again, as live pages do at any moment.
 *
 * @param answer the `actionData` of the route
 */
export function useAnswer<Answer extends object>(
  answer: Answer | null | undefined,
): Answer | undefined {
  const { key } = useLocation();
  const [held, setHeld] = useState({ key, answer });
  const isNews = key !== held.key || (answer && answer !== held.answer);
  if (isNews) setHeld({ key, answer });
  return (isNews ? answer : held.answer) ?? undefined;
}

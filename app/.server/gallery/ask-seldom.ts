/**
 * Asks once in `keptMs` milliseconds at most: whoever wants to know meanwhile gets the same answer. A failure is told
 * to those who wait for it, and forgotten.
 */
export function askSeldom<Answer>(
  ask: () => Promise<Answer>,
  keptMs: number,
  now: () => number = () => performance.now(),
): () => Promise<Answer> {
  let kept: { answer: Promise<Answer>; until: number } | null = null;
  return () => {
    if (kept && now() < kept.until) return kept.answer;
    const answer = ask();
    const asked = { answer, until: now() + keptMs };
    kept = asked;
    answer.catch(() => {
      if (kept === asked) kept = null;
    });
    return answer;
  };
}

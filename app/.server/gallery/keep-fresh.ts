/** How old an answer may be before it is asked for anew, and before nobody gets it any more. */
export interface Freshness {
  freshMs: number;
  staleMs: number;
}

/**
 * Answers from memory, and asks anew behind whoever reads: an answer older than `freshMs` is renewed, one older than
 * `staleMs` is waited for. When that fails the last one goes on counting; only where there never was one is the failure
 * told. `forget` makes the next reader wait for a new one.
 */
export function keepFresh<Answer>(
  ask: () => Promise<Answer>,
  { freshMs, staleMs }: Freshness,
  now: () => number = () => performance.now(),
): { read(): Promise<Answer>; forget(): void } {
  let kept: { answer: Answer; promise: Promise<Answer>; since: number } | null = null;
  let asking: Promise<Answer> | null = null;

  const renew = (): Promise<Answer> => {
    const since = now();
    const asked = ask()
      .then((answer) => {
        if (asking === asked) kept = { answer, promise: Promise.resolve(answer), since };
        return answer;
      })
      .catch((error: unknown) => {
        if (!kept) throw error;
        // Somebody asks again soon; meanwhile nobody waits.
        kept.since = now() - freshMs;
        return kept.answer;
      })
      .finally(() => {
        if (asking === asked) asking = null;
      });
    asking = asked;
    return asked;
  };
  return {
    read() {
      const age = kept ? now() - kept.since : Infinity;
      if (age >= staleMs) return asking ?? renew();
      // Whoever reads meanwhile has an answer; one that fails is asked for again by the next.
      if (age >= freshMs && !asking) renew().catch(() => undefined);
      return kept?.promise ?? renew();
    },
    forget() {
      if (kept) kept.since = -Infinity;
      asking = null;
    },
  };
}

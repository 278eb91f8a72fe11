/** Asks every part that Easel depends on. */
export interface Readiness {
  ready(): Promise<Readonly<Record<string, boolean>>>;
}

const maxCheckMs = 2_000;

/** `/healthz`: the process answers. Asks nobody. */
export function answerHealth(): Response {
  return new Response("ok", { headers: uncached("text/plain; charset=utf-8") });
}

/** `/readyz`: `{"checks":{"database":true,…}}`, 503 when a part does not answer withTimeout two seconds. */
export async function answerReadiness(container: Readiness): Promise<Response> {
  const checks = await withTimeout(maxCheckMs, container.ready());
  const isReady = checks !== null && Object.values(checks).every(Boolean);
  return new Response(JSON.stringify({ checks: checks ?? { answered: false } }), {
    status: isReady ? 200 : 503,
    headers: uncached("application/json"),
  });
}

const freshMs = 1_000;

/** The same, asked once a second at most, however many ask, and never twice at a time. */
export function cacheReadiness(
  readiness: Readiness,
  now: () => number = () => performance.now(),
): Readiness {
  let last: ReturnType<Readiness["ready"]> | null = null;
  let staleAt = Infinity;
  return {
    ready() {
      if (last !== null && now() < staleAt) return last;
      staleAt = Infinity;
      last = readiness.ready().finally(() => (staleAt = now() + freshMs));
      return last;
    },
  };
}

async function withTimeout<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), milliseconds);
  try {
    return await Promise.race([work.catch(() => null), promise]);
  } finally {
    clearTimeout(timer);
  }
}

function uncached(contentType: string): Record<string, string> {
  return { "content-type": contentType, "cache-control": "no-store" };
}

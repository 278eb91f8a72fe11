const longestSeconds = 3600;

/** The same `fetch`, and how many seconds its last answer asked to be left alone for; null where it did not say. */
export function hearRetryAfter(fetch: typeof globalThis.fetch) {
  let seconds: number | null = null;
  return {
    async fetch(...question: Parameters<typeof fetch>): Promise<Response> {
      seconds = null;
      const answer = await fetch(...question);
      seconds = readSeconds(answer.headers.get("retry-after"));
      return answer;
    },
    retryAfterSeconds: () => seconds,
  };
}

/** A number of seconds, or a date (RFC 9110, 10.2.3). */
function readSeconds(value: string | null): number | null {
  if (value === null) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.min(longestSeconds, Math.max(1, Math.ceil(seconds)));
}

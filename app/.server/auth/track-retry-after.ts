const maxSeconds = 3600;

/** The same `fetch`, and how many seconds its last answer asked to be left alone for; null where it did not say. */
export function trackRetryAfter(fetch: typeof globalThis.fetch) {
  let seconds: number | null = null;
  return {
    async fetch(...request: Parameters<typeof fetch>): Promise<Response> {
      seconds = null;
      const response = await fetch(...request);
      seconds = readSeconds(response.headers.get("retry-after"));
      return response;
    },
    retryAfterSeconds: () => seconds,
  };
}

/** A number of seconds, or a date (RFC 9110, 10.2.3). */
function readSeconds(value: string | null): number | null {
  if (value === null) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.min(maxSeconds, Math.max(1, Math.ceil(seconds)));
}

import type { IncomingMessage } from "node:http";

/**
 * Resolves to what `work` gives, or to null when that takes longer than `limitMs` after the request has come in
 * whole: how long a slow line needs to send a form is not held against it. What comes later goes to `discard`; what
 * fails later is dropped.
 */
export async function withTimeLimit<T>(
  incoming: IncomingMessage,
  work: Promise<T>,
  limitMs: number,
  discard: (late: T) => unknown,
): Promise<T | null> {
  const { promise: tooLate, resolve } = Promise.withResolvers<null>();
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    timer = setTimeout(() => {
      resolve(null);
      work.then(discard).catch(() => undefined);
    }, limitMs);
  };
  if (incoming.method !== "POST" || incoming.readableEnded) start();
  else incoming.once("end", start);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
    incoming.off("end", start);
  }
}

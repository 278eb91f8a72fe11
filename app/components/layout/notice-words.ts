import { statusMessage } from "~/domain/status-messages";

const kept = "Your words are still here.";

/**
 * What is said over a page when the server did not answer (null), or when something before it answered with this
 * status.
 */
export function noticeWords(status: number | null, answer?: string): string {
  if (status === null) return `You seem to be offline. ${kept}`;
  if (status >= 500)
    return `Easel can't be reached right now. ${kept} Please try again in a minute.`;
  return `${answer ?? statusMessage(status).words} ${kept}`;
}

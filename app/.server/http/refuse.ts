import type { ServerResponse } from "node:http";
import { wrongAddressMessage } from "~/domain/error-messages";
import { errorPage, otherAddressPage } from "./error-page";
import { defaultRetrySeconds } from "./respond";

/** Answers with the plain page of a status. The response's headers must not have been sent. */
export function refuse(target: ServerResponse, status: number, requestId: string | null): void {
  if (status === 503) target.setHeader("retry-after", defaultRetrySeconds);
  end(target, status, "text/html", errorPage(status, requestId));
}

/**
 * Answers who came by another address than `publicOrigin` with the one that works: a page, or its words for scripts.
 * `path` is where a link leads there.
 */
export function answerOtherAddress(
  target: ServerResponse,
  status: number,
  { publicOrigin, path, asData }: { publicOrigin: string; path: string; asData: boolean },
): void {
  const { title, words } = wrongAddressMessage(publicOrigin);
  if (asData) end(target, status, "application/json", JSON.stringify({ title, words }));
  else end(target, status, "text/html", otherAddressPage(publicOrigin, publicOrigin + path));
}

function end(target: ServerResponse, status: number, type: string, body: string): void {
  target.setHeader("content-type", `${type}; charset=utf-8`);
  target.setHeader("content-length", Buffer.byteLength(body));
  target.setHeader("cache-control", "no-store");
  target.statusCode = status;
  target.end(body);
}

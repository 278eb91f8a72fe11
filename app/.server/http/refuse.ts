import type { ServerResponse } from "node:http";
import { errorPage } from "./error-page";
import { usualRetrySeconds } from "./respond";

/** Answers with the plain page of a status. The response's headers must not have been sent. */
export function refuse(target: ServerResponse, status: number, requestId: string | null): void {
  const page = errorPage(status, requestId);
  target.setHeader("content-type", "text/html; charset=utf-8");
  target.setHeader("content-length", Buffer.byteLength(page));
  target.setHeader("cache-control", "no-store");
  if (status === 503) target.setHeader("retry-after", usualRetrySeconds);
  target.statusCode = status;
  target.end(page);
}

import { parentPort } from "node:worker_threads";

import type { ThreadOrder, ThreadReport } from "./messages.ts";
import { UnusableRequestError } from "./unusable-request.ts";

/** What came of an order, and the buffers of it that go over instead of being copied. */
export interface Served<Answer> {
  readonly answer: Answer;
  readonly transfer?: readonly ArrayBuffer[];
}

/**
 * The whole of a pool's worker: does one order after the other and reports progress. Must run in a worker thread.
 */
export function serveOrders<Request, Answer extends { readonly kind: string }>(
  work: (
    request: Request,
    onProgress: (share: number) => void,
  ) => Served<Answer> | Promise<Served<Answer>>,
): void {
  if (!parentPort) throw new Error("This must run as a worker thread");
  const port = parentPort;
  const report = (message: ThreadReport<Answer>, transfer: readonly ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  port.on("message", async ({ id, request }: ThreadOrder<Request>) => {
    try {
      const { answer, transfer } = await work(request, (share) =>
        report({ id, kind: "progress", share }),
      );
      report({ ...answer, id }, transfer);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const isUnusable = error instanceof UnusableRequestError;
      report({ id, kind: "failed", message, isUnusable });
    }
  });
}

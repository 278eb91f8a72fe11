import type { Order, Report } from "./messages.ts";
import { UnusableRequestError } from "./unusable-request.ts";

/** They reach every process of a terminal or a service; who started this one decides when it ends. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The whole of a pool's worker: does one order after the other and reports progress. Must run in a subprocess, and ends
 * it when the process that started it is gone.
 */
export function serveOrders<Request, Answer extends { readonly kind: string }>(
  work: (request: Request, onProgress: (share: number) => void) => Answer | Promise<Answer>,
): void {
  const send = process.send?.bind(process);
  if (!send) throw new Error("This must run as a subprocess");
  const parent = process.ppid;
  for (const signal of endings) process.on(signal, () => undefined);
  process.on("disconnect", () => process.exit());
  // What cannot be sent has nobody who waits for it.
  const report = (message: Report<Answer>) => send(message, () => undefined);
  process.on("message", async ({ id, request }: Order<Request>) => {
    const onProgress = (share: number) => {
      // Work that lets no event through hears of no disconnection.
      if (process.ppid !== parent) process.exit();
      report({ id, kind: "progress", share });
    };
    try {
      report({ ...(await work(request, onProgress)), id });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report({ id, kind: "failed", message, isUnusable: error instanceof UnusableRequestError });
    }
  });
}

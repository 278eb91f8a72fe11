import { parentPort } from "node:worker_threads";

import { paint } from "./paint.ts";
import type { PaintJob, PaintReport } from "./painter-messages.ts";

/** Entry of the painter's worker thread: paints one order after the other and reports progress. */
if (!parentPort) throw new Error("painter-worker must run as a worker thread");
const port = parentPort;

port.on("message", ({ id, request }: PaintJob) => {
  const report = (message: PaintReport, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  try {
    const rgb = paint(request, (share) => report({ id, kind: "progress", share }));
    report({ id, kind: "painted", rgb }, [rgb.buffer]);
  } catch (error) {
    report({ id, kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});

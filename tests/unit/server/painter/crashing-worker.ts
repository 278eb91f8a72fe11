import { parentPort } from "node:worker_threads";

import { paint } from "../../../../app/.server/painter/paint.ts";
import type { PaintJob } from "../../../../app/.server/painter/painter-messages.ts";

/** A painter's worker with a trap: the prompt "crash" kills the thread. */
parentPort?.on("message", ({ id, request }: PaintJob) => {
  if (request.prompt === "crash") throw new Error("planted crash");
  parentPort?.postMessage({ id, kind: "painted", rgb: paint(request) }, []);
});

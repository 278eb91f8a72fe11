import { paint, type PaintRequest } from "../../../../app/.server/painter/paint.ts";
import type { Painted } from "../../../../app/.server/painter/painter-messages.ts";
import { serveOrders } from "../../../../app/.server/subprocesses/serve-orders.ts";

/** A painter's worker with a trap: the prompt "crash" ends its process as a fault in native code does. */
serveOrders<PaintRequest, Painted>((request) => {
  if (request.prompt === "crash") process.abort();
  return { kind: "painted", rgb: paint(request) };
});

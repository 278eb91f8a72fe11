import { serveOrders } from "../subprocesses/serve-orders.ts";
import { paint, type PaintRequest } from "./paint.ts";
import type { Painted } from "./painter-messages.ts";

/** Entry of the painter's worker. */
serveOrders<PaintRequest, Painted>((request, onProgress) => {
  return { kind: "painted", rgb: paint(request, onProgress) };
});

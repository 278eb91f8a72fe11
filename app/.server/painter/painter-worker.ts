import { serveOrders } from "../threads/serve-orders.ts";
import { paint, type PaintRequest } from "./paint.ts";
import type { Painted } from "./painter-messages.ts";

/** Entry of the painter's worker thread. */
serveOrders<PaintRequest, Painted>((request, onProgress) => {
  const rgb = paint(request, onProgress);
  return { answer: { kind: "painted", rgb }, transfer: [rgb.buffer] };
});

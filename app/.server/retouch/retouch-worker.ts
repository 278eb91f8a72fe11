import { serveOrders } from "../threads/serve-orders.ts";
import { changeFile } from "./change-file.ts";
import type { RetouchRequest, Retouched } from "./retouch-messages.ts";

/** Entry of the worker thread that changes pictures. */
serveOrders<RetouchRequest, Retouched>(async (request, onProgress) => {
  const png = await changeFile(request, onProgress);
  return { answer: { kind: "retouched", png }, transfer: [png.buffer] };
});

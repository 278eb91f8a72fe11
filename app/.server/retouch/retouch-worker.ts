import { boundDecoders } from "../decoders/bound-decoders.ts";
import { serveOrders } from "../subprocesses/serve-orders.ts";
import { changeFile } from "./change-file.ts";
import type { RetouchRequest, Retouched } from "./retouch-messages.ts";

boundDecoders();

/** Entry of the worker that changes pictures. */
serveOrders<RetouchRequest, Retouched>(async (request, onProgress) => {
  return { kind: "retouched", png: await changeFile(request, onProgress) };
});

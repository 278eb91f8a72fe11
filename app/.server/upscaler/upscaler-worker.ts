import { boundDecoders } from "../decoders/bound-decoders.ts";
import { serveOrders } from "../subprocesses/serve-orders.ts";
import { upscaleFile } from "./upscale-file.ts";
import type { Upscaled, UpscaleRequest } from "./upscaler-messages.ts";

boundDecoders();

/** Entry of the worker that enlarges pictures. */
serveOrders<UpscaleRequest, Upscaled>(async (request, onProgress) => {
  return { kind: "upscaled", file: await upscaleFile(request, onProgress) };
});

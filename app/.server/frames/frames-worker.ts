import { serveOrders } from "../subprocesses/serve-orders.ts";
import type { CodedFrame } from "./coded-frame.ts";
import { pictureOf, type FramePicture } from "./picture-of.ts";

/** Entry of the worker that decodes frames. */
serveOrders<Pick<CodedFrame, "setup" | "sample">, FramePicture>(({ setup, sample }) =>
  pictureOf(setup, sample),
);

import { parentPort } from "node:worker_threads";

/** In place of the painter's thread: an even picture of the size asked for, at once. */
parentPort.on("message", ({ id, request: { width, height } }) => {
  const rgb = new Uint8Array(width * height * 3).fill(120);
  parentPort.postMessage({ id, kind: "painted", rgb }, [rgb.buffer]);
});

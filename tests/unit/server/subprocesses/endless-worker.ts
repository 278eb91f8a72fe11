import { serveOrders } from "../../../../app/.server/subprocesses/serve-orders.ts";

/** Lets no event through, as a long sum does, and tells its own number again and again in place of a share. */
serveOrders<unknown, { kind: "never" }>((_, onProgress) => {
  for (;;) onProgress(process.pid);
});

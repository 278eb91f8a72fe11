import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { errorCode } from "./start-error.ts";

/**
 * Does `work` while nobody else on this machine does any under the same name; resolves to null, with nothing done, when
 * somebody does. The lock goes with the process that holds it, however that ends. Only Linux has such locks; elsewhere
 * everybody gets it.
 */
export async function withStartLock<T>(name: string, work: () => Promise<T>): Promise<T | null> {
  if (process.platform !== "linux") return await work();
  // A socket whose address is in no folder: it is gone as soon as nobody listens.
  const lock = createServer((socket) => socket.destroy());
  lock.listen(`\0easel-${createHash("sha256").update(name).digest("hex")}`);
  try {
    await once(lock, "listening");
  } catch (cause) {
    if (errorCode(cause) === "EADDRINUSE") return null;
    throw cause;
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}

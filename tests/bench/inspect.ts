import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";

/** Live bytes of a process, after collecting what nobody needs. */
export interface LiveMemory {
  /** On V8's heap, and outside of it on behalf of objects there. */
  heapBytes: number;
  /** Of the whole process. */
  residentBytes: number;
}

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const reply = z.object({
  id: z.number(),
  result: z.object({ result: z.object({ value: z.string() }).optional() }),
});
const usage = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() });

/**
 * Has a Node.js process that was started with `--inspect=127.0.0.1:PORT` collect its garbage, and asks what is left.
 */
export async function readLiveMemory(port: number): Promise<LiveMemory> {
  return await inspect(port, async (send) => {
    for (let round = 0; round < 3; round += 1) {
      await send("HeapProfiler.collectGarbage");
      await wait(300);
    }
    const text = await send("Runtime.evaluate", {
      expression: "JSON.stringify(process.memoryUsage())",
    });
    const { rss, heapUsed, external } = usage.parse(JSON.parse(text));
    return { heapBytes: heapUsed + external, residentBytes: rss };
  });
}

/** Has such a process evaluate an expression, and returns what it says, a text. */
export async function evaluateIn(port: number, expression: string): Promise<string> {
  return await inspect(port, (send) => send("Runtime.evaluate", { expression }));
}

type Send = (method: string, params?: Record<string, unknown>) => Promise<string>;

async function inspect<T>(port: number, work: (send: Send) => Promise<T>): Promise<T> {
  const [target] = targets.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
  const socket = new WebSocket(target!.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", reject, { once: true });
  });
  let lastId = 0;
  const send: Send = async (method, params = {}) => {
    const id = ++lastId;
    const { promise, resolve } = Promise.withResolvers<string>();
    const hear = ({ data }: MessageEvent<string>) => {
      const told = reply.safeParse(JSON.parse(data)).data;
      if (told?.id === id) resolve(told.result.result?.value ?? "");
    };
    socket.addEventListener("message", hear);
    socket.send(JSON.stringify({ id, method, params }));
    return await promise.finally(() => socket.removeEventListener("message", hear));
  };
  try {
    return await work(send);
  } finally {
    socket.close();
  }
}

import type { Duplex } from "node:stream";
import { createContainer } from "./container";
import { readEnv } from "./env";
import { exitAfterFailedStart, stopWithProcess } from "./http/process-life";
import { startServer, type ServerOptions } from "./http/start-server";
import { createLog } from "./log";

/** What `scripts/dev.ts` brings: Vite, behind the same small interfaces as the built files. */
interface DevelopmentTools extends Pick<ServerOptions, "server" | "loadBuild" | "files"> {
  close(): Promise<void>;
}

/** Starts the development server and prints its address. Ends the process with code 1 when it cannot. */
export async function startDevelopment(tools: DevelopmentTools): Promise<void> {
  try {
    const env = readEnv();
    const log = createLog({ level: env.logLevel, readable: true });
    const workerUrlOf = (engine: string) =>
      new URL(`./${engine}/${engine}-worker.ts`, import.meta.url);
    const starting = startServer({
      ...tools,
      env,
      log,
      createContainer: () => createContainer(env, log, workerUrlOf),
    });
    const channels = reloadChannels(tools.server);
    const stop = async () => {
      const running = await starting;
      for (const channel of channels) channel.destroy();
      await running.stop().finally(tools.close);
    };
    stopWithProcess({ stop }, log, env.stopping.allMs);
    const { url, container } = await starting;
    if (env.worker) container.startWorker();
    process.stdout.write(`Easel is ready: ${url}\n`);
  } catch (error) {
    exitAfterFailedStart(error);
  }
}

/**
 * Vite's reload channels of the pages that are open. An upgraded connection is nobody's request: a server that closes
 * would wait for it.
 */
function reloadChannels(server: DevelopmentTools["server"]): ReadonlySet<Duplex> {
  const channels = new Set<Duplex>();
  server?.on("upgrade", (_request, socket) => {
    channels.add(socket);
    socket.once("close", () => channels.delete(socket));
  });
  return channels;
}

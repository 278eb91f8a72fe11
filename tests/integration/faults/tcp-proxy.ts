import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface TcpProxy {
  /** The same connection string, through the proxy. */
  url: string;
  /** Connections made since the start. */
  connections(): number;
  /** From now on nothing is passed on any more in any of today's connections, which stay open: a half-open line. */
  fallSilent(): void;
  /** Cuts a connection as soon as what the client sends holds `text`, and only after it has reached the server. */
  cutAfterSending(text: string): void;
  /** From now on nobody listens here, until the returned function is called. */
  refuseNewLines(): () => void;
  /**
   * From now on nothing is passed on in new connections, until the returned function is called: then all that they have
   * sent is.
   */
  delayNewLines(): () => void;
}

/** Stands between a test and a PostgreSQL. */
export async function startTcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl);
  const lines = new Set<{ client: Socket; server: Socket }>();
  let cut: string | null = null;
  let connections = 0;
  let passing = Promise.resolve();
  const proxy = createServer((client) => {
    connections += 1;
    const server = connect(Number(target.port), target.hostname);
    const line = { client, server };
    lines.add(line);
    client.on("error", () => client.destroy()).on("close", () => server.end());
    server
      .on("error", () => server.destroy())
      .on("close", () => {
        lines.delete(line);
        client.destroy();
      });
    server.on("data", (chunk) => client.write(chunk));
    void passing.then(() =>
      client.on("data", (chunk) => {
        server.write(chunk);
        if (cut === null || !chunk.includes(cut)) return;
        cut = null;
        server.removeAllListeners("data").resume();
        client.destroy();
      }),
    );
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    for (const { client, server } of lines) [client, server].forEach((socket) => socket.destroy());
    proxy.close();
  });
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return {
    url: Object.assign(new URL(databaseUrl), { port: String(address.port) }).href,
    connections: () => connections,
    fallSilent() {
      for (const { client, server } of lines) {
        client.removeAllListeners("data").resume();
        server.removeAllListeners("data").resume();
      }
    },
    cutAfterSending(text) {
      cut = text;
    },
    refuseNewLines() {
      proxy.close();
      return () => void proxy.listen(address.port, "127.0.0.1");
    },
    delayNewLines() {
      const { promise, resolve } = Promise.withResolvers<void>();
      passing = promise;
      return () => {
        passing = Promise.resolve();
        resolve();
      };
    },
  };
}

import { once } from "node:events";
import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import type { Container } from "~/.server/container";
import { readEnv } from "~/.server/env";
import { type ConnectionTimes, defaultTimes } from "~/.server/http/connection-times";
import { createHttpServer } from "~/.server/http/http-server";
import { startServer, type RunningServer } from "~/.server/http/start-server";
import { serveFiles } from "~/.server/http/static-files";
import { createLog } from "~/.server/log";
import { openTracing } from "~/.server/tracing/open-tracing";
import { fixtureBuild } from "./fixture-pages";

export interface Fixture extends RunningServer {
  port: number;
  /** Everything logged so far. */
  log(): string;
  /** What `/readyz` finds. Tests may change it. */
  checks: Record<string, boolean>;
  /** How often `/readyz` has looked. */
  looks(): number;
  /** Open ones. */
  connections(): Promise<number>;
  /** How often the container was told to stop. */
  stops(): number;
}

/**
 * The real server in front of hand-made pages, without a database. `variables` are environment variables, `shorter`
 * times of connections.
 */
export async function startFixture(
  variables: Record<string, string> = {},
  shorter: Partial<ConnectionTimes> = {},
): Promise<Fixture> {
  const times = { ...defaultTimes, ...shorter };
  const server = createHttpServer(times);
  const env = readEnv({
    NODE_ENV: "production",
    ...variables,
    PORT: variables["PORT"] ?? String(await freePort()),
  });
  const lines: string[] = [];
  const checks: Record<string, boolean> = { database: true, queue: true, store: true };
  let [looks, stops] = [0, 0];
  const warn = (message: string) => void lines.push(message);
  const tracing = await openTracing(env.tracing, warn);
  const container = {
    tracing,
    async ready() {
      looks += 1;
      return checks;
    },
    stopWork: async () => undefined,
    async stop() {
      stops += 1;
      await tracing.stop();
    },
    warnings: [],
    startMail: () => {},
    startCleanUp: () => {},
  } as unknown as Container;
  const running = await startServer({
    env,
    server,
    times,
    log: createLog({ level: "info", write: (line) => void lines.push(line) }),
    createContainer: async () => container,
    loadBuild: async () => fixtureBuild,
    files: serveFiles(makeFiles()),
  });
  const connections = async () => await promisify(server.getConnections.bind(server))();
  const log = () => lines.join("");
  const counts = { looks: () => looks, stops: () => stops, connections };
  return { ...running, port: env.port, checks, log, ...counts };
}

function makeFiles(): string {
  const directory = mkdtempSync(join(tmpdir(), "easel-files-"));
  mkdirSync(join(directory, "assets"));
  writeFileSync(join(directory, "assets/app-1.js"), "export const script = 1;\n");
  writeFileSync(
    join(directory, "assets/app-1.js.br"),
    brotliCompressSync("export const script = 1;\n"),
  );
  writeFileSync(join(directory, "favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  return directory;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Sends bytes as they are, so that nothing is corrected on the way, and reads until the server closes or answers. */
export async function sendRaw(port: number, text: string): Promise<RawAnswer> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => (received += chunk));
  socket.on("error", () => socket.destroy());
  socket.write(text);
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on("close", () => resolve());
  socket.on("data", () => {
    if (isComplete(received)) resolve();
  });
  await promise;
  socket.destroy();
  return readAnswer(received);
}

function isComplete(received: string): boolean {
  const { headers, body } = readAnswer(received);
  const length = headers["content-length"];
  if (length !== undefined) return body.length >= Number(length);
  return headers["transfer-encoding"] === "chunked" && body.endsWith("0\r\n\r\n");
}

function readAnswer(received: string): RawAnswer {
  const [head = "", ...rest] = received.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return {
    status: Number(first.split(" ")[1] ?? 0),
    headers: Object.fromEntries(headers),
    body: rest.join("\r\n\r\n"),
  };
}

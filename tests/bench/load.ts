import { connect, type Socket } from "node:net";
import { quantile } from "./report.ts";
import type { BenchServer } from "./servers.ts";

export interface Load {
  requestsPerSecond: number;
  /** Of the server's process, for one request. */
  processorMs: number;
  medianMs: number;
  p99Ms: number;
  /** Of one answer's body. */
  bytes: number;
}

export interface Target {
  server: Pick<BenchServer, "origin" | "processorMs">;
  path: string;
  headers: Record<string, string>;
}

const sockets = 50;
const chunkedEnd = Buffer.from("\r\n0\r\n\r\n");

/**
 * Asks for one page over 50 kept-alive connections, one request at a time on each, for so many seconds. Plain sockets
 * that read and throw away: a client that decodes answers would itself be the limit. Throws when an answer is not a
 * 200.
 */
export async function measureLoad(target: Target, seconds: number): Promise<Load> {
  const request = requestText(target);
  const latencies: number[] = [];
  const { hostname, port } = new URL(target.server.origin);
  const busyBefore = target.server.processorMs();
  const until = performance.now() + seconds * 1000;
  let bytes = 0;
  const clients = Array.from({ length: sockets }, async () => {
    const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname);
    socket.setNoDelay(true);
    try {
      while (performance.now() < until) {
        const began = performance.now();
        bytes = await exchange(socket, request);
        latencies.push(performance.now() - began);
      }
    } finally {
      socket.destroy();
    }
  });
  const began = performance.now();
  await Promise.all(clients);
  const took = (performance.now() - began) / 1000;
  const busyMs = target.server.processorMs() - busyBefore;
  const requests = latencies.length;
  return {
    requestsPerSecond: requests / took,
    processorMs: busyMs / requests,
    medianMs: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    bytes,
  };
}

function requestText({ server, path, headers }: Target): string {
  const { host, pathname, search } = new URL(path, server.origin);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  return [`GET ${pathname}${search} HTTP/1.1`, ...lines, "", ""].join("\r\n");
}

/** Sends the request and resolves with the number of bytes of its answer's body, as they are sent. */
function exchange(socket: Socket, request: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let bytes = 0;
  let headBytes = 0;
  let expected: number | null = null;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  const finish = (error: Error | null): void => {
    socket.removeAllListeners();
    if (error) reject(error);
    else resolve(bytes - headBytes);
  };
  socket.on("error", finish);
  socket.on("close", () => finish(new Error("The server closed the connection")));
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (expected === null) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      const text = head.toString("latin1", 0, end);
      if (!text.startsWith("HTTP/1.1 200 ")) return finish(new Error(text));
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
      headBytes = end + 4;
      expected = length === undefined ? Infinity : headBytes + Number(length);
    }
    tail = Buffer.concat([tail, chunk]).subarray(-chunkedEnd.length);
    if (bytes >= expected || (expected === Infinity && tail.equals(chunkedEnd))) finish(null);
  });
  socket.write(request);
  return promise;
}

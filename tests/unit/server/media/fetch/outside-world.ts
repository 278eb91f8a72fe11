import type { LookupAddress } from "node:dns";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect, isIP } from "node:net";
import type { buildConnector } from "undici";
import { onTestFinished } from "vitest";
import type { RemoteFiles } from "~/.server/media/outside-port";
import { createSafeFetch, type SafeFetchOptions } from "~/.server/media/fetch/safe-fetch";

/** A public address that belongs to nobody in these tests: every connection to it ends at the server below. */
export const publicAddress = "93.184.216.34";

export interface OutsideWorld {
  /** Of the server that plays all hosts. */
  origin: string;
  /** `host/path` of each request that came, in order. */
  asked: string[];
  /** Headers of each. */
  headers: IncomingMessage["headers"][];
  /** Each host name that was looked up. */
  lookedUp: string[];
  /** The addresses of each connection that was opened. */
  connectedTo: string[];
  files: RemoteFiles;
}

export type Answer = (host: string, path: string, response: ServerResponse) => void;

/**
 * Names, addresses and hosts as a test wants them, all of them one server on loopback without TLS. `lookUp` answers
 * with addresses, without it every name has the public one; `reaches` is what the socket says of its other end, the
 * address it was opened to if nothing is said.
 */
export async function startOutsideWorld(
  answer: Answer,
  {
    lookUp = () => [publicAddress],
    reaches,
    ...options
  }: {
    lookUp?: (host: string) => string[] | Promise<string[]>;
    reaches?: string;
  } & SafeFetchOptions = {},
): Promise<OutsideWorld> {
  const asked: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const lookedUp: string[] = [];
  const connectedTo: string[] = [];
  const server = createServer((request, response) => {
    const { host = "" } = request.headers;
    asked.push(host + request.url);
    headers.push(request.headers);
    answer(host, request.url ?? "", response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
  });
  const connectTo =
    ([first]: readonly LookupAddress[]): buildConnector.connector =>
    (_options, callback) => {
      connectedTo.push(first!.address);
      const socket = connect(port, "127.0.0.1");
      Object.defineProperty(socket, "remoteAddress", { value: reaches ?? first!.address });
      socket.once("error", (error) => callback(error, null));
      socket.once("connect", () => callback(null, socket));
    };
  const resolve = async (host: string) => {
    lookedUp.push(host);
    return (await lookUp(host)).map((address) => ({ address, family: isIP(address) }));
  };
  const files = createSafeFetch({ resolve, connectTo, ...options });
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    headers,
    lookedUp,
    connectedTo,
    files,
  };
}

/** What opening and reading a file comes to: its text, or the code of the error. */
export async function outcomeOf(
  files: RemoteFiles,
  file: Parameters<RemoteFiles["open"]>[0],
  limits = { maxBytes: 1_000_000, totalSeconds: 600 },
  signal?: AbortSignal,
): Promise<string> {
  try {
    const { body } = await files.open(file, limits, signal);
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
}
